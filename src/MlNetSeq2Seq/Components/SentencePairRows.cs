using MlNetSeq2Seq.Objectives.Pairing;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>What all pairings share: columns, tokens, and the pool of other documents.</summary>
internal sealed class SentencePairRows(SentencePairOptions options, string component)
{
    // Shared by all cursors: a tokenizer is safe for several threads and costs the reading of a vocabulary to make.
    private readonly Lazy<BertTextTokenizer> _tokenizer = new(() => new BertTextTokenizer(
        options.Vocabulary, options.Tokenizer, options.Segmenter is null ? null : new JiebaWordSegmenter(options.Segmenter)));

    public SpecialTokens SpecialTokens => _tokenizer.Value.SpecialTokens;

    public ColumnContract Columns => new(
        component,
        Reads: [ColumnSpec.Texts(options.SentencesColumn)],
        Writes:
        [
            ColumnSpec.Int32s(options.InputIdsColumn), ColumnSpec.Int32s(options.WordIdsColumn), ColumnSpec.Int32s(options.SegmentIdsColumn),
            ColumnSpec.Int32(options.SequenceLabelColumn),
        ]);

    public SentencePool? Pool() => options.ForeignPassages is null ? null : new SentencePool(options.ForeignPassages, _tokenizer.Value);

    public RowMap Map(Func<TokenSequence[], Random, PairedSentences> pair) => (row, random, sink) =>
    {
        TokenSequence[] sentences =
            Array.ConvertAll(row.Vector<ReadOnlyMemory<char>>(0).ToArray(), sentence => _tokenizer.Value.Encode(sentence.ToString()));
        PairedSentences pairs = pair(sentences, random);
        sink.Emit(pairs.Ids, pairs.Words, pairs.Segments, pairs.SequenceLabel);
    };
}
