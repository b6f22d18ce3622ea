using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Makes rows of T5's pre-training: text with sentinels in the place of spans to read, the spans to write.
/// Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds, WordIds (read)</term><description>vectors of Int32 of one length; the word is -1 for special tokens</description></item>
/// <item><term>InputIds, WordIds (written)</term><description>the same of the row that the model reads</description></item>
/// <item><term>Labels, DecoderInputIds (written)</term><description>vectors of Int32 of one length</description></item>
/// </list>
/// </remarks>
[Component("corrupt-spans", version: 1, IsRandom = true)]
public sealed class CorruptSpansEstimator(CorruptSpansOptions options) : RowEstimator<CorruptSpansOptions>(options)
{
    private protected override ColumnContract Columns => Options.Contract("CorruptSpans", ColumnSpec.Labels(Options.LabelsColumn, LabelObjective.DecoderTokens), ColumnSpec.Int32s(Options.DecoderInputIdsColumn));

    private protected override RowMap Bind()
    {
        var corruption = new SpanCorruption(Options.Noise);
        var shift = new ShiftRight(Options.Decoder);
        return (row, random, sink) =>
        {
            CorruptedText text = corruption.Apply(row.Vector<int>(0), row.Vector<int>(1), random);
            sink.Emit(text.Source.Ids, text.Source.Words, text.Target, shift.Apply(text.Target));
        };
    }
}
