using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>From text to masked tokens.</summary>
internal static partial class ComponentCases
{
    private static Document[] Documents() =>
    [
        .. Enumerable.Range(0, 300).Select(i => new Document
        {
            // Every tenth is empty: a row of nothing is a row all the same, and a document without a block.
            Text = i % 10 == 3 ? "" : $"{Pairs.All[i % 8].Target}，{Pairs.All[i * 3 % 8].Source}！“好。{Pairs.All[i * 5 % 8].Target}。”真的？",
            Number = i,
        }),
    ];

    private static SplitDocument[] SplitDocuments()
    {
        var splitter = new SentenceSplitter();
        return [.. Documents().Select(document => new SplitDocument { Sentences = splitter.Split(document.Text), Number = document.Number })];
    }

    private static WordDocument[] WordDocuments()
    {
        var segmenter = new JiebaWordSegmenter();
        return
        [
            .. Documents().Select(document =>
            {
                TextSpan[] words = segmenter.Segment(document.Text);
                return new WordDocument
                {
                    Text = document.Text,
                    Words = [.. words.Select(word => document.Text.Substring(word.Start, word.Length))],
                    WordOffsets = [.. words.Select(word => word.Start)],
                };
            }),
        ];
    }

    private static TokenDocument[] TokenDocuments()
    {
        var tokenization = new WordTokenization(new WordTokenizationOptions { Vocabulary = Pairs.Vocabulary });
        return
        [
            .. WordDocuments().Select(document =>
            {
                TokenRow row = tokenization.Encode(document.Text, document.WordOffsets);
                return new TokenDocument
                {
                    InputIds = row.Ids,
                    WordIds = row.Words,
                    References = [.. Enumerable.Range(1, row.Ids.Length - 1).Where(i => row.Words[i] >= 0 && row.Words[i] == row.Words[i - 1])],
                };
            }),
        ];
    }

    // Given and not learnt: some tests fit on a part of the rows and look for the noise of all.
    private static MaskingStatistics StatisticsOfDocuments()
    {
        var similar = new SimilarWordsBuilder();
        foreach (TokenDocument row in TokenDocuments())
        {
            similar.Count(row.InputIds, row.WordIds);
        }

        foreach (TokenDocument row in TokenDocuments())
        {
            similar.Relate(row.InputIds, row.WordIds);
        }

        return new MaskingStatistics { TokenCounts = [.. Enumerable.Range(0, Pairs.Vocabulary.Count).Select(id => (long)id)], SimilarWords = similar.Build() };
    }

    internal static IEnumerable<KeyValuePair<string, ComponentCase>> Masking() => new Dictionary<string, ComponentCase>
    {
        ["split-sentences"] = ComponentCase.Of<SplitSentencesOptions, Document, SplitDocument>(
            new SplitSentencesEstimator(new SplitSentencesOptions()), Documents(), isNoisy: false),
        ["split-sentences: over the text"] = ComponentCase.Of<SplitSentencesOptions, Document, Numbered>(
            new SplitSentencesEstimator(new SplitSentencesOptions
            {
                Splitter = new SentenceSplitterOptions { EndMarks = "，。", KeepQuotations = false }, SentencesColumn = "Text",
            }),
            Documents(),
            isNoisy: false),
        ["pack-sentences"] = ComponentCase.Of<PackSentencesOptions, SplitDocument, Document>(
            new PackSentencesEstimator(new PackSentencesOptions { Packing = new SentencePackingOptions { MaximumLength = 12 } }),
            SplitDocuments(),
            isNoisy: false),
        ["pack-sentences: by tokens"] = ComponentCase.Of<PackSentencesOptions, SplitDocument, Document>(
            new PackSentencesEstimator(new PackSentencesOptions
            {
                Packing = new SentencePackingOptions { MaximumLength = 9, MinimumLength = 3, LongSentences = LongSentences.Drop },
                Vocabulary = Pairs.Vocabulary,
                BlockSentencesColumn = "Block",
            }),
            SplitDocuments(),
            isNoisy: false),
        ["segment-words"] = ComponentCase.Of<SegmentWordsOptions, Document, WordDocument>(
            new SegmentWordsEstimator(new SegmentWordsOptions()), Documents(), isNoisy: false),
        ["segment-words: with user words"] = ComponentCase.Of<SegmentWordsOptions, Document, WordDocument>(
            new SegmentWordsEstimator(new SegmentWordsOptions
            {
                Segmenter = new JiebaWordSegmenterOptions { UseHiddenMarkovModel = false, UserWords = [new UserWord("软底布鞋"), new UserWord("小台灯", 9000)] },
            }),
            Documents(),
            isNoisy: false),
        ["tokenize-words"] = Tokenize<WordDocument>(WordSource.Offsets, WordDocuments()),
        ["tokenize-words: words"] = Tokenize<WordDocument>(WordSource.Words, WordDocuments()),
        ["tokenize-words: tokenizer, cut short"] = Tokenize<Document>(WordSource.Tokenizer, Documents(), maximumLength: 7),
        ["whole-word-mask: Megatron"] = Mask(MaskingRule.Megatron),
        ["whole-word-mask: BERT"] = Mask(MaskingRule.Bert),
        ["whole-word-mask: BERT, references"] = Mask(MaskingRule.BertWwm, references: "References"),
        ["whole-word-mask: jieba n-grams"] = Mask(MaskingRule.JiebaNgram with { Selection = new JiebaNgramSelection { TargetFraction = 0.15 } }),
        ["whole-word-mask: RoBERTa"] = Mask(MaskingRule.RobertaZh),
        ["whole-word-mask: SpanBERT"] = Mask(MaskingRule.SpanBert),
        ["whole-word-mask: MacBERT"] = Mask(MaskingRule.MacBert),
        ["whole-word-mask: nothing chosen"] = Mask(MaskingRule.RobertaZh with { Selection = new BernoulliSelection { Rate = 0 } }, isNoisy: false),
    };

    private static ComponentCase Tokenize<TInput>(WordSource source, TInput[] rows, int? maximumLength = null)
        where TInput : class => ComponentCase.Of<TokenizeWordsOptions, TInput, TokenDocument>(
            new TokenizeWordsEstimator(new TokenizeWordsOptions
            {
                Tokenization = new WordTokenizationOptions { Vocabulary = Pairs.Vocabulary, MaximumLength = maximumLength }, WordsFrom = source,
            }),
            rows,
            isNoisy: false);

    private static ComponentCase Mask(MaskingRule rule, string? references = null, bool isNoisy = true) =>
        ComponentCase.Of<WholeWordMaskOptions, TokenDocument, MaskedDocument>(
            new WholeWordMaskEstimator(new WholeWordMaskOptions
            {
                Vocabulary = Pairs.Vocabulary, Rule = rule, Statistics = StatisticsOfDocuments(), ReferencesColumn = references, Seed = 3,
            }),
            TokenDocuments(),
            isNoisy);

    private class Numbered
    {
        public int Number { get; set; }
    }

    private sealed class Document : Numbered
    {
        public string Text { get; set; } = "";
    }

    private sealed class SplitDocument : Numbered
    {
        public string[]? Sentences { get; set; }
    }

    private sealed class WordDocument
    {
        public string Text { get; set; } = "";

        public string[]? Words { get; set; }

        public int[]? WordOffsets { get; set; }
    }

    private sealed class TokenDocument
    {
        public int[]? InputIds { get; set; }

        public int[]? WordIds { get; set; }

        public int[]? References { get; set; }
    }

    private sealed class MaskedDocument
    {
        public int[]? InputIds { get; set; }

        public int[]? Labels { get; set; }
    }
}
