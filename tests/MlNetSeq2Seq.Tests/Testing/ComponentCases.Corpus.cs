using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Objectives.Unilm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>UniLM's pre-training data.</summary>
internal static partial class ComponentCases
{
    private static readonly string[] s_clauses = ["雨停了，", "街上亮起灯。", "卖花的老人收拾好摊子，", "慢慢往家走！", "明天还来吗？", "来！"];

    private static readonly Vocabulary s_clauseVocabulary = ClauseVocabulary();

    internal static IEnumerable<KeyValuePair<string, ComponentCase>> Corpus() => new Dictionary<string, ComponentCase>
    {
        ["chunk-unilm-documents"] = Chunk(new ChunkUnilmDocumentsOptions { Vocabulary = s_clauseVocabulary, Chunking = new() { Length = 12 } }),
        ["chunk-unilm-documents: over the column that is read"] = Chunk(new ChunkUnilmDocumentsOptions
        {
            Vocabulary = s_clauseVocabulary, SentencesColumn = "Text", Chunking = new() { Length = 5, RepeatLoneSentences = false },
        }),
        ["encode-unilm-pretraining"] = EncodeUnilm(new EncodeUnilmPretrainingOptions { Vocabulary = s_clauseVocabulary, MaskRate = 0.4 }),
        ["encode-unilm-pretraining: words of jieba, cut short"] = EncodeUnilm(new EncodeUnilmPretrainingOptions
        {
            Vocabulary = s_clauseVocabulary, MaskRate = 0.4, WholeWords = true, Segmenter = new JiebaWordSegmenterOptions(), MaximumLength = 14, Seed = 3,
        }),
        ["encode-unilm-pretraining: one objective, no order"] = EncodeUnilm(new EncodeUnilmPretrainingOptions
        {
            Vocabulary = s_clauseVocabulary, MaskRate = 0.4, SpanRate = 0.5, CutEndsOnly = true,
            Mix = UnilmMix.Only(AttentionKind.RightToLeft), Columns = new PrefixColumns(),
        }),
    };

    private static Vocabulary ClauseVocabulary()
    {
        var builder = new VocabularyBuilder();
        builder.Add(string.Concat(s_clauses));
        return builder.BuildCharacters();
    }

    private static ComponentCase Chunk(ChunkUnilmDocumentsOptions options) => ComponentCase.Of<ChunkUnilmDocumentsOptions, TextRow, SentencesRow>(
        new ChunkUnilmDocumentsEstimator(options),
        [.. Enumerable.Range(0, 300).Select(i => new TextRow { Text = string.Concat(s_clauses.Take(1 + (i % 6)).Concat(s_clauses.Skip(i % 5))), Number = i })],
        isNoisy: false);

    private static ComponentCase EncodeUnilm(EncodeUnilmPretrainingOptions options) => ComponentCase.Of<EncodeUnilmPretrainingOptions, SentencesRow, UnilmRow>(
        new EncodeUnilmPretrainingEstimator(options),
        [.. Enumerable.Range(0, 300).Select(i => new SentencesRow { Sentences = [.. s_clauses.Skip(i % 5), s_clauses[i % 6]], Number = i })],
        isNoisy: true);

    private sealed class TextRow
    {
        public string Text { get; set; } = "";

        public int Number { get; set; }
    }

    private sealed class SentencesRow
    {
        public string[]? Sentences { get; set; }

        public int Number { get; set; }
    }

    private sealed class UnilmRow
    {
        public int Number { get; set; }

        public int[]? InputIds { get; set; }

        public int[]? SegmentIds { get; set; }

        public int[]? Labels { get; set; }

        public int SourceLength { get; set; }

        public int Attention { get; set; }

        public int SequenceLabel { get; set; }
    }
}
