using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>Encoding for heads of classes and of answers.</summary>
internal static partial class ComponentCases
{
    internal static IEnumerable<KeyValuePair<string, ComponentCase>> Heads() => new Dictionary<string, ComponentCase>
    {
        ["encode-classification"] = Classify(new EncodeClassificationOptions { Vocabulary = Pairs.Vocabulary, LabelNames = ["冷", "暖"], TextColumn = "Source" }),
        ["encode-classification: two texts, cut short, over a column that is there"] = Classify(new EncodeClassificationOptions
        {
            Vocabulary = Pairs.Vocabulary, LabelNames = ["暖", "冷"], TextColumn = "Target", SecondTextColumn = "Source", MaximumLength = 6,
            Truncation = PairTruncation.OnlyFirst, Columns = new MaskedColumns { InputIds = "Source", SequenceLabel = "Number" },
        }),
        ["encode-reading"] = Read(new EncodeReadingOptions { Vocabulary = Pairs.Vocabulary }),
        ["encode-reading: windows, over a column that is there"] = Read(new EncodeReadingOptions
        {
            Vocabulary = Pairs.Vocabulary, MaximumLength = 9, MaximumQuestionLength = 2, Stride = 2, Columns = new ReadingColumns { Labels = "Answer" },
        }),
    };

    private static ComponentCase Classify(EncodeClassificationOptions options) => ComponentCase.Of<EncodeClassificationOptions, LabelledPair, ClassRow>(
        new EncodeClassificationEstimator(options),
        [.. NumberedPairs().Select(p => new LabelledPair { Source = p.Source, Target = p.Target, Number = p.Number, Label = p.Number % 3 == 0 ? "" : p.Number % 3 == 1 ? "暖" : "冷" })],
        isNoisy: false);

    private static ComponentCase Read(EncodeReadingOptions options) => ComponentCase.Of<EncodeReadingOptions, ReadingExample, ReadingRow>(
        new EncodeReadingEstimator(options),
        [
            .. NumberedPairs().Select(p => new ReadingExample
            {
                Id = $"{p.Number}", Question = p.Source, Context = $"{p.Source}，{p.Target}", Answer = p.Number % 4 == 0 ? "" : p.Target, AnswerStart = p.Number % 7,
            }),
        ],
        isNoisy: false);

    private sealed class LabelledPair
    {
        public string Source { get; set; } = "";

        public string Target { get; set; } = "";

        public string Label { get; set; } = "";

        public int Number { get; set; }
    }

    private sealed class ClassRow
    {
        public string Label { get; set; } = "";

        public int[]? InputIds { get; set; }

        public int[]? SegmentIds { get; set; }

        public int[]? Labels { get; set; }

        public int SequenceLabel { get; set; }
    }

    private sealed class ReadingRow
    {
        public string Id { get; set; } = "";

        public int[]? InputIds { get; set; }

        public int[]? SegmentIds { get; set; }

        public int[]? Labels { get; set; }
    }
}
