using Microsoft.ML;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Hides words of each row and asks for them, as a masked language model learns. Fit reads the data only where the rule needs the corpus:
/// the frequency of tokens, similar words. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds (read)</term><description>vector of Int32: clean token ids</description></item>
/// <item><term>WordIds (read)</term><description>vector of Int32: the number of each token's word, -1 for special tokens; or</description></item>
/// <item><term>References (read)</term><description>vector of Int32: the places of tokens that continue a word</description></item>
/// <item><term>InputIds (written)</term><description>vector of Int32: what the model sees</description></item>
/// <item><term>Labels (written)</term><description>vector of Int32: the clean id where one is asked for, -100 elsewhere</description></item>
/// </list>
/// </remarks>
[Component("whole-word-mask", version: 1, IsRandom = true)]
public sealed class WholeWordMaskEstimator(WholeWordMaskOptions options) : RowEstimator<WholeWordMaskOptions>(options)
{
    private readonly Lazy<WholeWordMasking> _masking = new(() => new WholeWordMasking(new WholeWordMaskingOptions
    {
        Vocabulary = options.Vocabulary, SpecialTokenNames = options.SpecialTokenNames, Rule = options.Rule, Statistics = options.Statistics,
    }));

    private protected override ColumnContract Columns => new(
        "WholeWordMask",
        Reads: [ColumnSpec.Int32s(Options.InputIdsColumn), ColumnSpec.Int32s(Options.ReferencesColumn ?? Options.WordIdsColumn)],
        Writes: [ColumnSpec.Int32s(Options.InputIdsColumn), ColumnSpec.Labels(Options.LabelsColumn, LabelObjective.MaskedTokens)]);

    private protected override RowMap Bind()
    {
        WholeWordMasking masking = _masking.Value;
        return (row, random, sink) =>
        {
            MaskedTokens masked = Options.ReferencesColumn is null
                ? masking.Apply(row.Vector<int>(0), row.Vector<int>(1), random)
                : masking.ApplyReferences(row.Vector<int>(0), row.Vector<int>(1), random);
            sink.Emit(masked.Ids, masked.Labels);
        };
    }

    private protected override WholeWordMaskOptions Learn(IDataView input) =>
        new MaskingStatisticsReader(Options, Columns, input).Read() is { } learnt ? Options with { Statistics = learnt } : Options;
}
