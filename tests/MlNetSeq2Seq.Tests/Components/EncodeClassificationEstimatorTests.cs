using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Components;

public sealed class EncodeClassificationEstimatorTests
{
    private static readonly EncodeClassificationOptions s_options = new() { Vocabulary = Pairs.Vocabulary, LabelNames = ["冷", "暖"], SecondTextColumn = "Second" };
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Two_texts_and_a_label_become_a_row()
    {
        EncodedRow row = Assert.Single(Encode(s_options, new TextRow { Text = "红茶", Second = "伞", Label = "暖" }));

        Assert.Equal([Id("[CLS]"), Id("红"), Id("茶"), Id("[SEP]"), Id("伞"), Id("[SEP]")], row.InputIds!);
        Assert.Equal([0, 0, 0, 0, 1, 1], row.SegmentIds!);
        Assert.Equal([-100, -100, -100, -100, -100, -100], row.Labels!);
        Assert.Equal(1, row.SequenceLabel);
    }

    [Fact]
    public void A_row_without_a_label_has_no_class() =>
        Assert.Equal(-100, Assert.Single(Encode(s_options with { SecondTextColumn = null }, new TextRow { Text = "红茶" })).SequenceLabel);

    [Fact]
    public void An_unknown_label_is_refused_with_its_row()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => Encode(
            s_options, new TextRow { Text = "红茶", Second = "伞", Label = "暖" }, new TextRow { Text = "红茶", Second = "伞", Label = "热" }));

        Assert.Equal("EncodeClassification found the label '热' in column 'Label' of row 1, which is none of the 2 labels of its options.", e.Message);
    }

    [Fact]
    public void A_row_without_text_is_refused()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => Encode(s_options, new TextRow { Text = "红茶", Second = " ", Label = "暖" }));

        Assert.Equal("EncodeClassification found no text in column 'Second' of row 0; remove such rows, for example with FilterByCustomPredicate.", e.Message);
    }

    [Fact]
    public void A_row_that_is_too_long_and_must_not_be_cut_is_refused()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => Encode(
            s_options with { MaximumLength = 5, Truncation = PairTruncation.None }, new TextRow { Text = "红茶", Second = "伞", Label = "暖" }));

        Assert.Equal("EncodeClassification cannot use row 0: A pair of 2 and 1 tokens does not fit into 2 places with truncation None.", e.Message);
    }

    [Fact]
    public void Labels_that_do_not_differ_are_refused() => Assert.StartsWith(
        "EncodeClassification needs labels that differ, but got 2: 冷, 冷.",
        Assert.Throws<ArgumentException>(() => new EncodeClassificationEstimator(s_options with { LabelNames = ["冷", "冷"] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Columns_that_it_does_not_write_are_refused() => Assert.StartsWith(
        "EncodeClassification writes segments and a sequence label;",
        Assert.Throws<ArgumentException>(() => new EncodeClassificationEstimator(s_options with { Columns = new MaskedColumns() })).Message,
        StringComparison.Ordinal);

    private static int Id(string token) => Pairs.Vocabulary.TryGetId(token, out int id) ? id : throw new ArgumentException(token);

    private EncodedRow[] Encode(EncodeClassificationOptions options, params TextRow[] rows)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        return [.. _ml.Data.CreateEnumerable<EncodedRow>(_ml.Seq2Seq().EncodeClassification(options).Fit(data).Transform(data), reuseRowObject: false)];
    }

    private sealed class TextRow
    {
        public string Text { get; set; } = "";

        public string Second { get; set; } = "";

        public string Label { get; set; } = "";
    }

    private sealed class EncodedRow
    {
        public int[]? InputIds { get; set; }

        public int[]? SegmentIds { get; set; }

        public int[]? Labels { get; set; }

        public int SequenceLabel { get; set; }
    }
}
