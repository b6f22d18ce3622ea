using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Makes one mask of each run of masks in a row, so that masking becomes infilling (Randeng-BART): labels of masking do not
/// fit any more, so keep the clean text with ShiftLabels before the masking.
/// Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds, WordIds (read)</term><description>vectors of Int32 of one length; the word is -1 for special tokens</description></item>
/// <item><term>InputIds, WordIds (written)</term><description>the same of the shorter row</description></item>
/// </list>
/// </remarks>
[Component("merge-masks", version: 1)]
public sealed class MergeMasksEstimator(MergeMasksOptions options) : RowEstimator<MergeMasksOptions>(options)
{
    private protected override ColumnContract Columns => new("MergeMasks", Specs, Specs);

    private ColumnSpec[] Specs => [ColumnSpec.Int32s(Options.InputIdsColumn), ColumnSpec.Int32s(Options.WordIdsColumn)];

    private protected override RowMap Bind() => TokenNoiseOptions.Map(new SpanMerging(Options.Merging));
}
