using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Masking;

public sealed class SpanMergingTests
{
    private static readonly SpanMerging s_merging = new(new SpanMergingOptions { MaskId = 4 });

    [Fact]
    public void A_run_of_masks_becomes_one()
    {
        NoisyTokens merged = s_merging.Apply([2, 4, 4, 10, 4, 11, 4, 4, 4, 3], [-1, 0, 0, 1, 2, 3, 4, 4, 5, -1]);
        Assert.Equal([2, 4, 10, 4, 11, 4, 3], merged.Ids);
        Assert.Equal([-1, 0, 1, 2, 3, 4, -1], merged.Words);
    }

    [Fact]
    public void Masks_are_compared_by_value()
    {
        // Python's small integers hide this in the source: ids above 256 are not the same object there.
        int[] ids = [30_000, 30_000];
        Assert.Equal([30_000], new SpanMerging(new SpanMergingOptions { MaskId = 30_000 }).Apply(ids, [0, 1]).Ids);
    }
}
