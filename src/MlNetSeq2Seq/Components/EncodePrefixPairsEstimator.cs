using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Encodes pairs of texts as UniLM learns from them: one sequence of source and target, segments, labels, and who may look
/// at whom. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Source, Target (read)</term><description>text</description></item>
/// <item><term>InputIds, SegmentIds, Labels (written)</term><description>vectors of Int32 of one length</description></item>
/// <item><term>SourceLength, Attention (written)</term><description>Int32</description></item>
/// </list>
/// </remarks>
[Component("encode-prefix-pairs", version: 1, IsRandom = true)]
public sealed class EncodePrefixPairsEstimator(EncodePrefixPairsOptions options) : RowEstimator<EncodePrefixPairsOptions>(options)
{
    private const string Name = "EncodePrefixPairs";

    private readonly PrefixColumns _columns = Checked(options);

    // Shared by all cursors: a tokenizer is safe for several threads and costs the reading of a vocabulary to make.
    private readonly Lazy<IVocabularyTokenizer> _tokenizer = new(() => options.Tokenizer.Create(options.Vocabulary));

    private protected override ColumnContract Columns => new(
        Name,
        Reads: [ColumnSpec.Text(Options.SourceColumn), ColumnSpec.Text(Options.TargetColumn)],
        Writes:
        [
            ColumnSpec.Int32s(_columns.InputIds), ColumnSpec.Int32s(_columns.SegmentIds),
            ColumnSpec.Labels(_columns.Labels, Options.Task == PrefixTask.NextToken ? LabelObjective.NextTokens : LabelObjective.MaskedTokens),
            ColumnSpec.Int32(_columns.SourceLength), ColumnSpec.Int32(_columns.Attention),
        ]);

    private protected override RowMap Bind()
    {
        Func<TokenSequence, TokenSequence, Random, PrefixSample> encode = Encoder(_tokenizer.Value);
        return (row, random, sink) =>
        {
            PrefixSample sample = encode(row.Tokens(0, _tokenizer.Value), row.Tokens(1, _tokenizer.Value), random);
            sink.Emit(sample.Ids, sample.Segments, sample.Labels, sample.Attention.SourceLength, (int)sample.Attention.Kind);
        };
    }

    private static PrefixColumns Checked(EncodePrefixPairsOptions options) => options.Columns.SequenceLabel is { } label
        ? throw new ArgumentException($"{Name} writes no sequence labels, but its columns name '{label}'; name it in the trainer's columns.", nameof(options))
        : SampleColumns.Written(options.Columns, Name);

    private Func<TokenSequence, TokenSequence, Random, PrefixSample> Encoder(IVocabularyTokenizer tokenizer)
    {
        var layout = new PrefixLmOptions
        {
            SpecialTokens = tokenizer.SpecialTokens,
            MaximumLength = Options.MaximumLength,
            Truncation = Options.Truncation,
            Attention = Options.Attention,
        };
        if (Options.Task == PrefixTask.NextToken)
        {
            var forcing = new PrefixLmTeacherForcing(layout);
            return (source, target, _) => forcing.Apply(source.Ids, target.Ids);
        }

        var masking = new PrefixLmMasking(new PrefixLmMaskingOptions
        {
            Layout = layout,
            VocabularySize = Options.Vocabulary.Count,
            MaskRate = Options.MaskRate,
            MaximumMasked = Options.MaximumMasked,
            SpanRate = Options.SpanRate,
            MaximumSpan = Options.MaximumSpan,
            WholeWords = Options.WholeWords,
            MaskShare = Options.MaskShare,
            RandomShare = Options.RandomShare,
        });
        return (source, target, random) => masking.Apply(source.Ids, source.Words, target.Ids, target.Words, random);
    }
}
