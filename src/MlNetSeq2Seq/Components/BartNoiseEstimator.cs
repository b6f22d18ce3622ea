using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Makes rows of BART's pre-training: damaged text to read, the clean text to write. The noises follow each other in the order of BART's
/// data set: permute, infill, delete, insert, rotate. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds, WordIds (read)</term><description>vectors of Int32 of one length; the word is -1 for special tokens</description></item>
/// <item><term>InputIds, WordIds (written)</term><description>the same of the damaged row</description></item>
/// <item><term>Labels, DecoderInputIds (written)</term><description>vectors of Int32 of one length</description></item>
/// </list>
/// </remarks>
[Component("bart-noise", version: 1, IsRandom = true)]
public sealed class BartNoiseEstimator(BartNoiseOptions options) : RowEstimator<BartNoiseOptions>(options)
{
    private protected override ColumnContract Columns => Options.Contract("BartNoise", ColumnSpec.Labels(Options.LabelsColumn, LabelObjective.DecoderTokens), ColumnSpec.Int32s(Options.DecoderInputIdsColumn));

    private protected override RowMap Bind()
    {
        var noising = new BartNoising(Options.Noise);
        var shift = new ShiftRight(Options.Decoder);
        return (row, random, sink) =>
        {
            int[] ids = row.Vector<int>(0).ToArray();
            NoisyTokens noisy = noising.Apply(ids, row.Vector<int>(1), random);
            sink.Emit(noisy.Ids, noisy.Words, ids, shift.Apply(ids));
        };
    }
}
