using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Makes a decoder's input and labels of what it must write. Put before noises, it keeps the clean text for them; no step after it and no
/// model shifts again. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds (read)</term><description>vector of Int32: what the model must write</description></item>
/// <item><term>Labels, DecoderInputIds (written)</term><description>vectors of Int32 of one length</description></item>
/// </list>
/// </remarks>
[Component("shift-labels", version: 1)]
public sealed class ShiftLabelsEstimator(ShiftLabelsOptions options) : RowEstimator<ShiftLabelsOptions>(options)
{
    private protected override ColumnContract Columns => new(
        "ShiftLabels",
        Reads: [ColumnSpec.Int32s(Options.TargetColumn)],
        Writes: [ColumnSpec.Labels(Options.LabelsColumn, LabelObjective.DecoderTokens), ColumnSpec.Int32s(Options.DecoderInputIdsColumn)]);

    private protected override RowMap Bind()
    {
        var shift = new ShiftRight(Options.Decoder);
        return (row, _, sink) =>
        {
            int[] target = row.Vector<int>(0).ToArray();
            sink.Emit(target, shift.Apply(target));
        };
    }
}
