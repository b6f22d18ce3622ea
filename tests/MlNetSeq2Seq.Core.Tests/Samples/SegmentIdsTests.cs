using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Samples;

public sealed class SegmentIdsTests
{
    [Theory]
    [InlineData(AttentionKind.Bidirectional, 0, 1)]
    [InlineData(AttentionKind.LeftToRight, 2, 2)]
    [InlineData(AttentionKind.RightToLeft, 3, 3)]
    [InlineData(AttentionKind.SequenceToSequence, 4, 5)]
    public void Unilm_tells_the_kind_of_attention(AttentionKind kind, int source, int target) =>
        Assert.Equal(new SegmentIds(source, target), SegmentIds.Unilm(kind));

    [Fact]
    public void Bert_has_two() => Assert.Equal(new SegmentIds(0, 1), SegmentIds.Bert);
}
