using MlNetSeq2Seq.Modules;

namespace MlNetSeq2Seq.Tests.Modules;

public sealed class RelativeBucketsTests
{
    [Fact]
    public void Near_distances_have_buckets_of_their_own_and_far_ones_share_the_last()
    {
        var both = new RelativeBuckets(IsBidirectional: true, Count: 8, MaximumDistance: 16);
        var before = new RelativeBuckets(IsBidirectional: false, Count: 8, MaximumDistance: 16);

        Assert.Equal([3, 3, 2, 1, 0, 5, 6, 7, 7], new[] { -99, -8, -2, -1, 0, 1, 2, 8, 99 }.Select(both.Of));
        Assert.Equal([7, 5, 4, 3, 2, 1, 0, 0, 0], new[] { -99, -6, -4, -3, -2, -1, 0, 1, 99 }.Select(before.Of));
    }

    [Fact]
    public void A_table_has_the_bucket_of_each_key_for_each_query()
    {
        var buckets = new RelativeBuckets(IsBidirectional: false, Count: 8, MaximumDistance: 16);

        Assert.Equal([2, 1, 0, 0, 3, 2, 1, 0], buckets.Table(firstQuery: 2, queries: 2, keys: 4));
    }
}
