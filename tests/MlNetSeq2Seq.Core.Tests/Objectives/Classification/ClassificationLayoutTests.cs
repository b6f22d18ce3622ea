using MlNetSeq2Seq.Objectives.Classification;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Classification;

public sealed class ClassificationLayoutTests
{
    [Fact]
    public void A_text_stands_between_special_tokens()
    {
        MaskedSample sample = Layout(10).Assemble([10, 11], label: 4);

        Assert.Equal([2, 10, 11, 3], sample.Ids);
        Assert.Equal([0, 0, 0, 0], sample.Segments);
        Assert.Equal([-100, -100, -100, -100], sample.Labels);
        Assert.Equal((4, AttentionKind.Bidirectional), (sample.SequenceLabel, sample.Attention.Kind));
    }

    [Fact]
    public void Two_texts_have_segments_of_their_own()
    {
        MaskedSample sample = Layout(10).Assemble([10, 11], [20]);

        Assert.Equal([2, 10, 11, 3, 20, 3], sample.Ids);
        Assert.Equal([0, 0, 0, 0, 1, 1], sample.Segments);
        Assert.Equal(Labels.Ignore, sample.SequenceLabel);
    }

    [Theory]
    [InlineData(PairTruncation.LongestFirst, new[] { 2, 10, 11, 3, 20, 21, 3 })]
    [InlineData(PairTruncation.OnlyFirst, new[] { 2, 10, 3, 20, 21, 22, 3 })]
    [InlineData(PairTruncation.OnlySecond, new[] { 2, 10, 11, 12, 3, 20, 3 })]
    public void Two_long_texts_are_shortened_as_asked_for(PairTruncation truncation, int[] expected) =>
        Assert.Equal(expected, Layout(7, truncation).Assemble([10, 11, 12], [20, 21, 22]).Ids);

    [Theory]
    [InlineData(PairTruncation.LongestFirst)]
    [InlineData(PairTruncation.OnlySecond)]
    public void A_long_text_alone_is_cut_at_its_end(PairTruncation truncation) => Assert.Equal([2, 10, 11, 12, 3], Layout(5, truncation).Assemble([10, 11, 12, 13]).Ids);

    [Fact]
    public void A_long_text_that_must_not_be_cut_is_refused() =>
        Assert.Throws<ArgumentException>(() => Layout(5, PairTruncation.None).Assemble([10, 11, 12, 13]));

    [Fact]
    public void A_length_without_room_for_a_text_is_refused() =>
        Assert.Contains("Classification needs room for 3 special tokens and one other, but MaximumLength is 3.", Assert.Throws<ArgumentOutOfRangeException>(() => Layout(3)).Message, StringComparison.Ordinal);

    private static ClassificationLayout Layout(int length, PairTruncation truncation = PairTruncation.LongestFirst) =>
        new(new ClassificationLayoutOptions { SpecialTokens = TestTokens.Special, MaximumLength = length, Truncation = truncation });
}
