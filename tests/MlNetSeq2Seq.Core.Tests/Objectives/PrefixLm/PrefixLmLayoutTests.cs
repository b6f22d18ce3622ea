using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.PrefixLm;

public sealed class PrefixLmLayoutTests
{
    private static readonly PrefixLmOptions Options = new() { SpecialTokens = TestTokens.Special, MaximumLength = 10 };

    [Fact]
    public void Puts_source_and_target_between_special_tokens()
    {
        PrefixSample sample = new PrefixLmLayout(Options).Assemble([10, 11], [20, 21, 22]);
        Assert.Equal([2, 10, 11, 3, 20, 21, 22, 3], sample.Ids);
        Assert.Equal([4, 4, 4, 4, 5, 5, 5, 5], sample.Segments);
        Assert.Equal(new AttentionShape(AttentionKind.SequenceToSequence, 8, 4), sample.Attention);
        Assert.All(sample.Labels, label => Assert.Equal(Labels.Ignore, label));
    }

    [Theory]
    [InlineData(AttentionKind.LeftToRight, 2)]
    [InlineData(AttentionKind.RightToLeft, 3)]
    public void Running_text_has_no_separator_inside(AttentionKind kind, int segment)
    {
        PrefixSample sample = new PrefixLmLayout(Options with { Attention = kind }).Assemble([10, 11], [20]);
        Assert.Equal([2, 10, 11, 20, 3], sample.Ids);
        Assert.All(sample.Segments, id => Assert.Equal(segment, id));
        Assert.Equal(new AttentionShape(kind, 5, 3), sample.Attention);
    }

    [Fact]
    public void Shortens_the_longer_part()
    {
        PrefixSample sample = new PrefixLmLayout(Options).Assemble([10, 11, 12], [20, 21, 22, 23, 24, 25]);
        Assert.Equal([2, 10, 11, 12, 3, 20, 21, 22, 23, 3], sample.Ids);
    }

    [Fact]
    public void Source_alone_leaves_room_for_the_target()
    {
        PrefixSample sample = new PrefixLmLayout(Options).AssembleSource([10, 11, 12, 13, 14, 15], targetRoom: 4);
        Assert.Equal([2, 10, 11, 12, 13, 3], sample.Ids);
        Assert.Equal(new AttentionShape(AttentionKind.SequenceToSequence, 6, 6), sample.Attention);
    }

    [Fact]
    public void Segments_can_be_chosen() =>
        Assert.Equal([0, 0, 0, 1, 1], new PrefixLmLayout(Options with { Segments = SegmentIds.Bert }).Assemble([10], [20]).Segments);

    [Fact]
    public void Without_truncation_a_long_pair_is_an_error()
    {
        PrefixLmLayout layout = new(Options with { Truncation = PairTruncation.None });
        Assert.Throws<ArgumentException>(() => layout.Assemble([1, 2, 3, 4], [5, 6, 7, 8]));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => layout.AssembleSource([1, 2, 3, 4], targetRoom: 5));
        Assert.StartsWith(
            "A source of 4 tokens does not fit into 3 places with truncation None.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_lengths_without_room()
    {
        ArgumentOutOfRangeException length = Assert.Throws<ArgumentOutOfRangeException>(
            () => new PrefixLmLayout(Options with { MaximumLength = 3 }));
        Assert.StartsWith(
            "PrefixLm needs room for 3 special tokens and one other, but MaximumLength is 3.", length.Message, StringComparison.Ordinal);
        ArgumentOutOfRangeException room = Assert.Throws<ArgumentOutOfRangeException>(
            () => new PrefixLmLayout(Options).AssembleSource([1], targetRoom: 8));
        Assert.StartsWith(
            "PrefixLm has no place for a source: MaximumLength 10 less 2 special tokens and 8 places for the target leaves 0.",
            room.Message,
            StringComparison.Ordinal);
    }
}
