using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>Encoding of pairs.</summary>
internal static partial class ComponentCases
{
    // More than two of the batches that a cache deals out to its cursors.
    private static NumberedPair[] NumberedPairs() =>
    [
        .. Enumerable.Range(0, 300).Select(i => new NumberedPair
        {
            Source = Pairs.All[i % Pairs.All.Length].Source,
            Target = Pairs.All[i * 5 % Pairs.All.Length].Target,
            Number = i,
        }),
    ];

    internal static IEnumerable<KeyValuePair<string, ComponentCase>> PrefixPairs() => new Dictionary<string, ComponentCase>
    {
        ["encode-prefix-pairs: masked tokens"] = Encode(SmallTraining.Encoding),
        ["encode-prefix-pairs: next token"] = Encode(SmallTraining.Encoding with { Task = PrefixTask.NextToken }, isNoisy: false),
        ["encode-prefix-pairs: spans, cut short"] = Encode(SmallTraining.Encoding with
        {
            SpanRate = 0.5, WholeWords = true, MaximumLength = 8, Seed = 7,
        }),
        ["encode-prefix-pairs: left to right"] = Encode(SmallTraining.Encoding with
        {
            Attention = AttentionKind.LeftToRight, MaskShare = 0.3, RandomShare = 0.7,
        }),
        ["encode-seq2seq-pairs"] = Seq2Seq(new EncodeSeq2SeqPairsOptions { Vocabulary = Pairs.Vocabulary }),
        ["encode-seq2seq-pairs: cut short"] = Seq2Seq(new EncodeSeq2SeqPairsOptions
        {
            Vocabulary = Pairs.Vocabulary, MaximumSourceLength = 3, MaximumTargetLength = 3, DecoderStartId = 0,
        }),
        ["encode-prefix-pairs: over columns that are there"] = Encode(SmallTraining.Encoding with
        {
            Columns = new PrefixColumns { InputIds = "Source", SourceLength = "Number" },
        }),
    };

    private static ComponentCase Encode(EncodePrefixPairsOptions options, bool isNoisy = true) =>
        ComponentCase.Of<EncodePrefixPairsOptions, NumberedPair, EncodedPair>(new EncodePrefixPairsEstimator(options), NumberedPairs(), isNoisy);

    private static ComponentCase Seq2Seq(EncodeSeq2SeqPairsOptions options) =>
        ComponentCase.Of<EncodeSeq2SeqPairsOptions, NumberedPair, EncodedSeq2SeqPair>(new EncodeSeq2SeqPairsEstimator(options), NumberedPairs(), isNoisy: false);

    private sealed class EncodedSeq2SeqPair
    {
        public int Number { get; set; }

        public int[]? InputIds { get; set; }

        public int[]? Labels { get; set; }

        public int[]? DecoderInputIds { get; set; }
    }

    private sealed class NumberedPair
    {
        public string Source { get; set; } = "";

        public string Target { get; set; } = "";

        public int Number { get; set; }
    }

    private sealed class EncodedPair
    {
        public string Target { get; set; } = "";

        public int Number { get; set; }

        public int[]? InputIds { get; set; }

        public int[]? SegmentIds { get; set; }

        public int[]? Labels { get; set; }

        public int SourceLength { get; set; }

        public int Attention { get; set; }
    }
}
