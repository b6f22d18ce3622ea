using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Objectives.Pairing;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>Pairing, noising and next-token prediction.</summary>
internal static partial class ComponentCases
{
    // Properties that are computed: what the order of static fields is in a partial class nobody promises.
    private static SpecialTokens Special => SpecialTokens.Of(Pairs.Vocabulary);

    internal static ShiftRightOptions Decoder => new() { StartId = Special.SeparatorId, PaddingId = Special.PaddingId };

    internal static TextInfillingOptions Infilling => new() { MaskId = Special.MaskId, VocabularySize = Pairs.Vocabulary.Count };

    internal static TokenInsertionOptions Insertion => new()
    {
        MaskId = Special.MaskId, VocabularySize = Pairs.Vocabulary.Count, RandomRatio = 0.5, FirstRandomId = 5,
    };

    internal static IEnumerable<KeyValuePair<string, ComponentCase>> Pairing() => new Dictionary<string, ComponentCase>
    {
        ["sentence-order-pair"] = Paired(new SentenceOrderPairEstimator(new SentenceOrderPairOptions { Vocabulary = Pairs.Vocabulary })),
        ["sentence-order-pair: ALBERT"] = Paired(new SentenceOrderPairEstimator(new SentenceOrderPairOptions
        {
            Vocabulary = Pairs.Vocabulary,
            Segmenter = null,
            MaximumLength = 12,
            ShortSequenceProbability = 0.1,
            SingleSentence = SingleSentence.Foreign,
            ForeignPassages = [["一双软底布鞋", "轻便的书包"], ["保温大水壶"]],
        })),
        ["sentence-order-pair: never swapped"] = Paired(
            new SentenceOrderPairEstimator(new SentenceOrderPairOptions
            {
                Vocabulary = Pairs.Vocabulary, SwapProbability = 0, InputIdsColumn = "Number", SingleSentence = SingleSentence.InOrder,
            })),
        ["next-sentence-pair"] = Paired(new NextSentencePairEstimator(new NextSentencePairOptions
        {
            Vocabulary = Pairs.Vocabulary, ForeignPassages = [["一双软底布鞋", "轻便的书包"], ["保温大水壶"]], MaximumLength = 20, Seed = 3,
        })),
    };

    internal static IEnumerable<KeyValuePair<string, ComponentCase>> Noising() => new Dictionary<string, ComponentCase>
    {
        ["delete-tokens"] = Noised(new DeleteTokensEstimator(new DeleteTokensOptions())),
        ["delete-tokens: none"] = Noised(new DeleteTokensEstimator(new DeleteTokensOptions { Noise = new() { DeletionRatio = 0 } }), isNoisy: false),
        ["permute-sentences"] = Noised(new PermuteSentencesEstimator(new PermuteSentencesOptions { Noise = Permutation() })),
        ["rotate-document"] = Noised(new RotateDocumentEstimator(new RotateDocumentOptions { Noise = new() { Probability = 0.5 }, Seed = 1 })),
        ["insert-tokens"] = Noised(new InsertTokensEstimator(new InsertTokensOptions { Noise = Insertion })),
        ["infill-text"] = Noised(new InfillTextEstimator(new InfillTextOptions { Noise = Infilling })),
        ["infill-text: into another column"] = Noised(new InfillTextEstimator(new InfillTextOptions
        {
            Noise = Infilling with { Display = SpanDisplay.MaskPerToken, MeanSpanLength = null, RandomRatio = 0.1 }, WordIdsColumn = "InputIds2",
        })),
        ["merge-masks"] = Noised(
            new MergeMasksEstimator(new MergeMasksOptions { Merging = new SpanMergingOptions { MaskId = 7 } }), isNoisy: false),
        ["bart-noise"] = Noised(new BartNoiseEstimator(new BartNoiseOptions
        {
            Noise = new BartNoisingOptions
            {
                Permutation = Permutation(), Infilling = Infilling, Deletion = new(), Insertion = Insertion, Rotation = new() { Probability = 0.5 },
            },
            Decoder = Decoder,
        })),
        ["corrupt-spans"] = Noised(new CorruptSpansEstimator(new CorruptSpansOptions
        {
            Noise = new SpanCorruptionOptions
            {
                Mask = new NoiseMaskOptions { NoiseDensity = 0.3, MeanSpanLength = 2, Roll = true },
                WholeWords = true,
                SentinelIds = [10, 11, 12, 13, 14, 15, 16, 17],
                EndId = Special.SeparatorId,
            },
            Decoder = new ShiftRightOptions { StartId = Special.PaddingId, PaddingId = Special.PaddingId },
        })),
        ["shift-labels"] = Noised(new ShiftLabelsEstimator(new ShiftLabelsOptions { Decoder = Decoder }), isNoisy: false),
    };

    internal static IEnumerable<KeyValuePair<string, ComponentCase>> CausalLm() => new Dictionary<string, ComponentCase>
    {
        ["causal-lm-labels"] = Noised(new CausalLmLabelsEstimator(new CausalLmLabelsOptions()), isNoisy: false),
        ["causal-lm-labels: answers"] = Noised(
            new CausalLmLabelsEstimator(new CausalLmLabelsOptions
            {
                Labeling = new CausalLmLabelingOptions { AnswerEnd = AnswerEnd.WithEnd, EndId = Special.SeparatorId }, PromptLengthColumn = "PromptLength",
            }),
            isNoisy: false),
        ["cut-windows"] = Noised(
            new CutWindowsEstimator(new CutWindowsOptions
            {
                Windows = new SlidingWindowsOptions { Size = 6, Stride = 4 }, LabelsColumn = "InputIds2", LabelsOnce = true,
            }),
            isNoisy: false),
        ["cut-windows: ids alone"] = Noised(
            new CutWindowsEstimator(new CutWindowsOptions
            {
                Windows = new SlidingWindowsOptions { Size = 6, Stride = 6, KeepLast = false, MinimumLength = 8 }, LabelsColumn = null,
            }),
            isNoisy: false),
    };

    internal static SentencePermutationOptions Permutation() => new() { SentenceEndIds = [.. SentenceEndTokens.Of(NoisingVocabulary)] };

    /// <summary>Rows of tokens of several sentences, with their words, the length of a prompt, and the same tokens twice.</summary>
    internal static TokenRows[] NoisingRows() =>
    [
        .. Enumerable.Range(0, 300).Select(i =>
        {
            int length = 4 + (i * 7 % 23);
            int[] ids = [Special.ClassificationId, .. Enumerable.Range(0, length).Select(p => p % 5 == 4 ? 5 : 6 + ((i + (p * p)) % 12)), Special.SeparatorId];
            return new TokenRows
            {
                InputIds = ids,
                InputIds2 = ids,
                WordIds = [-1, .. Enumerable.Range(0, length).Select(p => p * 2 / 3), -1],
                PromptLength = i % ids.Length,
                Number = i,
            };
        }),
    ];

    // A vocabulary whose token 5 ends sentences.
    private static Vocabulary NoisingVocabulary => new([.. new SpecialTokenNames().InOrder(), "。"]);

    private static ComponentCase Noised<TOptions>(RowEstimator<TOptions> estimator, bool isNoisy = true)
        where TOptions : notnull => ComponentCase.Of<TOptions, TokenRows, NoisyRows>(estimator, NoisingRows(), isNoisy);

    private static ComponentCase Paired<TOptions>(RowEstimator<TOptions> estimator)
        where TOptions : notnull => ComponentCase.Of<TOptions, SentenceRows, PairedRows>(estimator, PairingRows(), isNoisy: true);

    private static SentenceRows[] PairingRows() =>
    [
        .. Enumerable.Range(0, 300).Select(i => new SentenceRows
        {
            // Every seventh has one sentence.
            Sentences = [.. Enumerable.Range(0, i % 7 == 3 ? 1 : 2 + (i % 4)).Select(s => Pairs.All[(i + (s * 3)) % 8].Target)], Number = i,
        }),
    ];

    internal sealed class TokenRows
    {
        public int[]? InputIds { get; set; }

        public int[]? InputIds2 { get; set; }

        public int[]? WordIds { get; set; }

        public int PromptLength { get; set; }

        public int Number { get; set; }
    }

    private sealed class NoisyRows
    {
        public int[]? InputIds { get; set; }

        public int[]? WordIds { get; set; }

        public int[]? Labels { get; set; }

        public int[]? DecoderInputIds { get; set; }

        public int Number { get; set; }
    }

    private sealed class SentenceRows
    {
        public string[]? Sentences { get; set; }

        public int Number { get; set; }
    }

    private sealed class PairedRows
    {
        public int[]? InputIds { get; set; }

        public int[]? WordIds { get; set; }

        public int[]? SegmentIds { get; set; }

        public int SequenceLabel { get; set; }
    }
}
