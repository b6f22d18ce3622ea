using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Encodes pairs of texts for an encoder-decoder: the source for the encoder, the target as labels and, moved right by the start token,
/// for the decoder. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <c>[CLS] source [SEP]</c>, without [CLS] where the tokenizer has none to begin with, and <c>target [SEP]</c>.
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
    private readonly Lazy<IVocabularyTokenizer> _tokenizer = new(() => options.Tokenizer.Create(options.Vocabulary));
    private readonly Lazy<IVocabularyTokenizer>? _source = options.Source is { } source ? new(() => source.Options.Create(source.Vocabulary)) : null;

    private protected override ColumnContract Columns => new(
        Name,
        Reads: [ColumnSpec.Text(Options.SourceColumn), ColumnSpec.Text(Options.TargetColumn)],
        Writes: [ColumnSpec.Int32s(_columns.InputIds), ColumnSpec.Labels(_columns.Labels, LabelObjective.DecoderTokens), ColumnSpec.Int32s(_columns.DecoderInputIds)]);

    private protected override RowMap Bind()
    {
        IVocabularyTokenizer reads = (_source ?? _tokenizer).Value;
        SpecialTokens special = _tokenizer.Value.SpecialTokens;
        int[] begin = reads.SpecialTokens.BeginsText ? [reads.SpecialTokens.ClassificationId] : [];
        var shift = new ShiftRight(new ShiftRightOptions { StartId = Options.DecoderStartId ?? special.SeparatorId, PaddingId = special.PaddingId });
        return (row, _, sink) =>
        {
            IEnumerable<int> source = row.Tokens(0, reads).Ids.Take(Options.MaximumSourceLength - begin.Length - 1);
            int[] target = [.. row.Tokens(1, _tokenizer.Value).Ids.Take(Options.MaximumTargetLength - 1), special.SeparatorId];
            sink.Emit((int[])[.. begin, .. source, reads.SpecialTokens.SeparatorId], target, shift.Apply(target));
        };
    }

    private static Seq2SeqColumns Checked(EncodeSeq2SeqPairsOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumSourceLength, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumTargetLength, 2);
        return SampleColumns.Written(options.Columns, Name);
    }
}
