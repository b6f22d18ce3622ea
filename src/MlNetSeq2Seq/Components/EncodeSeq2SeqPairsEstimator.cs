using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Encodes pairs of texts for an encoder-decoder: the source for the encoder, the target as labels and, moved right by the start token,
/// for the decoder. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <c>[CLS] source [SEP]</c> and <c>target [SEP]</c>.
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Source, Target (read)</term><description>text</description></item>
/// <item><term>InputIds (written)</term><description>vector of Int32</description></item>
/// <item><term>Labels, DecoderInputIds (written)</term><description>vectors of Int32 of one length</description></item>
/// </list>
/// </remarks>
[Component("encode-seq2seq-pairs", version: 1)]
public sealed class EncodeSeq2SeqPairsEstimator(EncodeSeq2SeqPairsOptions options) : RowEstimator<EncodeSeq2SeqPairsOptions>(options)
{
    private const string Name = "EncodeSeq2SeqPairs";

    private readonly Seq2SeqColumns _columns = Checked(options);

    // Shared by all cursors: a tokenizer is safe for several threads and costs the reading of a vocabulary to make.
    private readonly Lazy<BertTextTokenizer> _tokenizer = new(() => new BertTextTokenizer(options.Vocabulary, options.Tokenizer));

    private protected override ColumnContract Columns => new(
        Name,
        Reads: [ColumnSpec.Text(Options.SourceColumn), ColumnSpec.Text(Options.TargetColumn)],
        Writes: [ColumnSpec.Int32s(_columns.InputIds), ColumnSpec.Int32s(_columns.Labels), ColumnSpec.Int32s(_columns.DecoderInputIds)]);

    private protected override RowMap Bind()
    {
        SpecialTokens special = _tokenizer.Value.SpecialTokens;
        var shift = new ShiftRight(new ShiftRightOptions { StartId = Options.DecoderStartId ?? special.SeparatorId, PaddingId = special.PaddingId });
        return (row, _, sink) =>
        {
            IEnumerable<int> source = row.Tokens(0, _tokenizer.Value).Ids.Take(Options.MaximumSourceLength - 2);
            int[] target = [.. row.Tokens(1, _tokenizer.Value).Ids.Take(Options.MaximumTargetLength - 1), special.SeparatorId];
            sink.Emit((int[])[special.ClassificationId, .. source, special.SeparatorId], target, shift.Apply(target));
        };
    }

    private static Seq2SeqColumns Checked(EncodeSeq2SeqPairsOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumSourceLength, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumTargetLength, 2);
        return SampleColumns.Written(options.Columns, Name);
    }
}
