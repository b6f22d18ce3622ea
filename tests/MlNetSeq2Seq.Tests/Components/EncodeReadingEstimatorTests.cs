using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Components;

public sealed class EncodeReadingEstimatorTests
{
    private static readonly EncodeReadingOptions s_options = new() { Vocabulary = Pairs.Vocabulary, MaximumLength = 8, MaximumQuestionLength = 2, Stride = 2 };
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void A_text_becomes_rows_that_say_where_the_answer_stands()
    {
        // Three tokens of the text fit: 一杯暖, 暖红茶. The answer is said to begin one behind its place.
        EncodedRow[] rows = Encode(new ReadingExample { Question = "红茶", Context = "一杯暖红茶", Answer = "红茶", AnswerStart = 4 });

        Assert.Equal(["[CLS]红茶[SEP]一杯暖[SEP]", "[CLS]红茶[SEP]暖红茶[SEP]"], rows.Select(r => string.Concat(r.InputIds!.Select(id => Pairs.Vocabulary[id]))));
        Assert.Equal(["0,0", "5,6"], rows.Select(r => string.Join(",", r.Labels!.Take(2))));
        Assert.All(rows, r => Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], r.SegmentIds!));
        Assert.All(rows, r => Assert.All(r.Labels!.Skip(2), label => Assert.Equal(-100, label)));
    }

    [Fact]
    public void A_question_without_an_answer_points_at_the_first_token_of_every_row() =>
        Assert.All(Encode(new ReadingExample { Question = "红茶", Context = "一杯暖红茶" }), r => Assert.Equal([0, 0], r.Labels![..2]));

    [Fact]
    public void An_answer_that_the_text_does_not_hold_is_refused_with_its_row()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => Encode(new ReadingExample { Question = "红茶", Context = "一杯暖红茶", Answer = "雨伞" }));

        Assert.Equal("EncodeReading did not find the answer '雨伞' in column 'Context' of row 0; remove such rows, AnswerLocation.Find tells which they are.", e.Message);
    }

    [Fact]
    public void A_row_without_a_question_is_refused() => Assert.Equal(
        "EncodeReading found no text in column 'Question' of row 0; remove such rows, for example with FilterByCustomPredicate.",
        Assert.Throws<InvalidOperationException>(() => Encode(new ReadingExample { Context = "一杯暖红茶" })).Message);

    [Fact]
    public void Label_weights_are_refused() => Assert.StartsWith(
        "EncodeReading writes no label weights, but its columns name 'W';",
        Assert.Throws<ArgumentException>(() => new EncodeReadingEstimator(s_options with { Columns = new ReadingColumns { LabelWeights = "W" } })).Message,
        StringComparison.Ordinal);

    private EncodedRow[] Encode(ReadingExample row)
    {
        IDataView data = _ml.Data.LoadFromEnumerable([row]);
        return [.. _ml.Data.CreateEnumerable<EncodedRow>(_ml.Seq2Seq().EncodeReading(s_options).Fit(data).Transform(data), reuseRowObject: false)];
    }

    private sealed class EncodedRow
    {
        public int[]? InputIds { get; set; }

        public int[]? SegmentIds { get; set; }

        public int[]? Labels { get; set; }
    }
}
