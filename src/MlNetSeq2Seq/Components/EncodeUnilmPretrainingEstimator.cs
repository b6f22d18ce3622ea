using MlNetSeq2Seq.Objectives.Unilm;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Encodes runs of sentences as UniLM is pre-trained: parted in two, under one of four objectives, with hidden tokens and the order
/// of the parts as labels. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Sentences (read)</term><description>vector of text, two or more</description></item>
/// <item><term>InputIds, SegmentIds, Labels (written)</term><description>vectors of Int32 of one length</description></item>
/// <item><term>SourceLength, Attention (written)</term><description>Int32</description></item>
/// <item><term>SequenceLabel (written)</term><description>Int32: 1 in order, 0 swapped, -100 for rows without an order to learn</description></item>
/// </list>
/// Objective, parting, order and hidden tokens are drawn anew in every pass; a row without and one with an inner [SEP] differ by one token.
/// </remarks>
[Component("encode-unilm-pretraining", version: 1, IsRandom = true)]
public sealed class EncodeUnilmPretrainingEstimator(EncodeUnilmPretrainingOptions options) : RowEstimator<EncodeUnilmPretrainingOptions>(options)
{
    private const string Name = "EncodeUnilmPretraining";

    private readonly PrefixColumns _columns = SampleColumns.Written(options.Columns, Name);

    // Shared by all cursors: a tokenizer is safe for several threads and costs the reading of a vocabulary to make.
    private readonly Lazy<BertTextTokenizer> _tokenizer = new(() => new BertTextTokenizer(
        options.Vocabulary, options.Tokenizer, options.Segmenter is null ? null : new JiebaWordSegmenter(options.Segmenter)));

    private protected override ColumnContract Columns => new(
        Name,
        Reads: [ColumnSpec.Texts(Options.SentencesColumn)],
        Writes:
        [
            ColumnSpec.Int32s(_columns.InputIds), ColumnSpec.Int32s(_columns.SegmentIds), ColumnSpec.Labels(_columns.Labels, LabelObjective.MaskedTokens),
            ColumnSpec.Int32(_columns.SourceLength), ColumnSpec.Int32(_columns.Attention),
            .. _columns.SequenceLabel is { } label ? new[] { ColumnSpec.Int32(label) } : [],
        ]);

    private protected override RowMap Bind()
    {
        BertTextTokenizer tokenizer = _tokenizer.Value;
        UnilmPretraining pretraining = Pretraining(tokenizer);
        bool hasLabel = _columns.SequenceLabel is not null;
        return (row, random, sink) =>
        {
            TokenSequence[] sentences = Tokens(row, tokenizer);
            PrefixSample sample = pretraining.Apply(sentences, random);
            (int sourceLength, int kind) = (sample.Attention.SourceLength, (int)sample.Attention.Kind);
            if (hasLabel)
            {
                sink.Emit(sample.Ids, sample.Segments, sample.Labels, sourceLength, kind, sample.SequenceLabel);
            }
            else
            {
                sink.Emit(sample.Ids, sample.Segments, sample.Labels, sourceLength, kind);
            }
        };
    }

    private TokenSequence[] Tokens(RowReader row, BertTextTokenizer tokenizer)
    {
        List<TokenSequence> sentences = [];
        foreach (ReadOnlyMemory<char> sentence in row.Vector<ReadOnlyMemory<char>>(0))
        {
            TokenSequence tokens = tokenizer.Encode(sentence.ToString());
            if (tokens.Length > 0)
            {
                sentences.Add(tokens);
            }
        }

        return sentences.Count >= 2
            ? [.. sentences]
            : throw new InvalidOperationException(
                $"{Name} needs two sentences or more to make a pair, but column '{Options.SentencesColumn}' of row {row.Position} has {sentences.Count}; ChunkUnilmDocuments makes rows that fit.");
    }

    private UnilmPretraining Pretraining(BertTextTokenizer tokenizer) => new(new UnilmPretrainingOptions
    {
        SpecialTokens = tokenizer.SpecialTokens,
        VocabularySize = Options.Vocabulary.Count,
        MaximumLength = Options.MaximumLength,
        CutEndsOnly = Options.CutEndsOnly,
        Mix = Options.Mix,
        PredictOrder = _columns.SequenceLabel is not null,
        MaskRate = Options.MaskRate,
        MaximumMasked = Options.MaximumMasked,
        SpanRate = Options.SpanRate,
        MaximumSpan = Options.MaximumSpan,
        WholeWords = Options.WholeWords,
        MaskShare = Options.MaskShare,
        RandomShare = Options.RandomShare,
    });
}
