using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Components;

/// <summary>The chains of the source projects from text to sample, made of steps.</summary>
public sealed class PretrainingChainTests
{
    private const int No = Samples.Labels.Ignore;

    private static readonly string[] s_texts =
    [
        "今天天气好。我们去喝一杯暖红茶吧！！好不好？",
        "晴雨两用伞，轻便。保温大水壶；软底布鞋！",
        "他说：“好的。走吧。”然后去买冬天厚毛衣。",
        "护眼小台灯",
    ];

    private static readonly Vocabulary s_vocabulary = VocabularyOfTexts();

    private static readonly SpecialTokens s_special = SpecialTokens.Of(s_vocabulary);

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Erlangshen_pairs_sentences_and_masks_their_words()
    {
        Seq2SeqCatalog steps = _ml.Seq2Seq();
        var pair = new SentenceOrderPairOptions { Vocabulary = s_vocabulary, MaximumLength = 32 };
        var chain = steps.SplitSentences()
            .Append(steps.SentenceOrderPair(pair))
            .Append(_ml.Transforms.CopyColumns("CleanIds", "InputIds"))
            .Append(steps.WholeWordMask(new WholeWordMaskOptions { Vocabulary = s_vocabulary }));

        Sample[] rows = Read(chain);

        Assert.All(rows, row => Assert.Equal(row.CleanIds!, row.InputIds!.Zip(row.Labels!, (id, label) => label == No ? id : label)));
        Assert.All(rows, row => Assert.Contains(row.Labels!, label => label != No));
        Assert.All(rows, row => Assert.All(row.WordIds!.Zip(row.Labels!), token => Assert.True(token.First >= 0 || token.Second == No)));
        Assert.Equal([0, 0, 0, No], rows.Select(row => row.SequenceLabel == 1 ? 0 : row.SequenceLabel));
        Assert.All(rows[..3], row => Assert.Equal(2, row.CleanIds!.Count(id => id == s_special.SeparatorId)));
    }

    [Fact]
    public void Randeng_permutes_sentences_masks_words_and_merges_their_masks()
    {
        Seq2SeqCatalog steps = _ml.Seq2Seq();
        var chain = steps.SegmentWords()
            .Append(steps.TokenizeWords(new TokenizeWordsOptions { Tokenization = new WordTokenizationOptions { Vocabulary = s_vocabulary } }))
            .Append(_ml.Transforms.CopyColumns("CleanIds", "InputIds"))
            .Append(steps.ShiftLabels(new ShiftLabelsOptions { Decoder = Decoder }))
            .Append(steps.PermuteSentences(new PermuteSentencesOptions
            {
                Noise = new SentencePermutationOptions { SentenceEndIds = SentenceEndTokens.Of(s_vocabulary), MovesUnterminatedTail = false },
            }))
            .Append(steps.WholeWordMask(new WholeWordMaskOptions { Vocabulary = s_vocabulary, LabelsColumn = "MaskLabels" }))
            .Append(steps.MergeMasks(new MergeMasksOptions { Merging = new SpanMergingOptions { MaskId = s_special.MaskId } }));

        Sample[] rows = Read(chain);

        Assert.All(rows, row => Assert.Equal(row.CleanIds, row.Labels));
        Assert.All(rows, row => Assert.Equal([s_special.SeparatorId, .. row.CleanIds![..^1]], row.DecoderInputIds!));
        Assert.All(rows, row => Assert.DoesNotContain(row.InputIds!.Zip(row.InputIds!.Skip(1)), pair => pair == (s_special.MaskId, s_special.MaskId)));
        Assert.All(rows, row => Assert.Equal(row.InputIds!.Length, row.WordIds!.Length));
    }

    [Fact]
    public void T5_hides_whole_words_behind_the_unused_tokens_of_the_vocabulary()
    {
        int[] sentinels = SentinelTokens.Of(s_vocabulary);
        Seq2SeqCatalog steps = _ml.Seq2Seq();
        var chain = steps.SegmentWords()
            .Append(steps.TokenizeWords(new TokenizeWordsOptions { Tokenization = new WordTokenizationOptions { Vocabulary = s_vocabulary } }))
            .Append(_ml.Transforms.CopyColumns("CleanIds", "InputIds"))
            .Append(steps.CorruptSpans(new CorruptSpansOptions
            {
                Noise = new SpanCorruptionOptions
                {
                    Mask = new NoiseMaskOptions { NoiseDensity = 0.3, MeanSpanLength = 1.5, Roll = true },
                    WholeWords = true,
                    SentinelIds = sentinels,
                    EndId = s_special.SeparatorId,
                },
                Decoder = new ShiftRightOptions { StartId = s_special.PaddingId, PaddingId = s_special.PaddingId },
            }));

        Sample[] rows = Read(chain);

        Assert.All(rows, row => Assert.Equal(row.CleanIds!, row.InputIds!.SelectMany(id => sentinels.Contains(id) ? Behind(id, row.Labels!) : [id])));
        Assert.All(rows, row => Assert.Contains(sentinels[0], row.InputIds!));

        IEnumerable<int> Behind(int sentinel, int[] labels) =>
            labels.SkipWhile(id => id != sentinel).Skip(1).TakeWhile(id => !sentinels.Contains(id) && id != s_special.SeparatorId);
    }

    private static ShiftRightOptions Decoder => new() { StartId = s_special.SeparatorId, PaddingId = s_special.PaddingId };

    private static Vocabulary VocabularyOfTexts()
    {
        var builder = new VocabularyBuilder();
        foreach (string text in s_texts)
        {
            builder.Add(text);
        }

        return new Vocabulary([.. builder.BuildCharacters(), .. Enumerable.Range(1, 20).Select(i => $"[unused{i}]")]);
    }

    private Sample[] Read(EstimatorChain<RowTransformer> chain)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(s_texts.Select(text => new Document { Text = text }));
        IDataView view = chain.Fit(data).Transform(data);
        return [.. _ml.Data.CreateEnumerable<Sample>(view, reuseRowObject: false, ignoreMissingColumns: true)];
    }

    private sealed class Document
    {
        public string Text { get; set; } = "";
    }

    private sealed class Sample
    {
        public int[]? CleanIds { get; set; }

        public int[]? InputIds { get; set; }

        public int[]? WordIds { get; set; }

        public int[]? Labels { get; set; }

        public int[]? DecoderInputIds { get; set; }

        public int SequenceLabel { get; set; }
    }
}
