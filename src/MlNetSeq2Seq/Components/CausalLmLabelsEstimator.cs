using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Asks every position for the next token (GPT), or those of an answer alone (MiniGLM's fine-tuning). The labels are shifted here, so no
/// model shifts them again. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds (read)</term><description>vector of Int32</description></item>
/// <item><term>PromptLength (read where named)</term><description>Int32: tokens that are not learnt</description></item>
/// <item><term>Labels (written)</term><description>vector of Int32 as long as InputIds; -100 where nothing is asked</description></item>
/// </list>
/// </remarks>
[Component("causal-lm-labels", version: 1)]
public sealed class CausalLmLabelsEstimator(CausalLmLabelsOptions options) : RowEstimator<CausalLmLabelsOptions>(options)
{
    private protected override ColumnContract Columns => new(
        "CausalLmLabels",
        Reads:
        [
            ColumnSpec.Int32s(Options.InputIdsColumn),
            .. Options.PromptLengthColumn is null ? [] : new[] { ColumnSpec.Int32(Options.PromptLengthColumn) },
        ],
        Writes: [ColumnSpec.Labels(Options.LabelsColumn, LabelObjective.NextTokens)]);

    private protected override RowMap Bind()
    {
        var labeling = new CausalLmLabeling(Options.Labeling);
        return (row, _, sink) => sink.Emit(labeling.Apply(row.Vector<int>(0), Options.PromptLengthColumn is null ? 0 : row.Int32(1)));
    }
}
