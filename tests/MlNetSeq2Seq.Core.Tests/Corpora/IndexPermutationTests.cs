using MlNetSeq2Seq.Corpora;

namespace MlNetSeq2Seq.Tests.Corpora;

public sealed class IndexPermutationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(65_537)]
    public void Every_number_comes_once(int count)
    {
        IndexPermutation order = new(count, new KeyedRandom(1));
        Assert.Equal(Enumerable.Range(0, count), Enumerable.Range(0, count).Select(i => (int)order[i]).Order());
    }

    [Fact]
    public void Equal_generators_give_equal_orders_and_others_do_not()
    {
        long[] Order(ulong seed)
        {
            IndexPermutation order = new(100, new KeyedRandom(seed));
            return [.. Enumerable.Range(0, 100).Select(i => order[i])];
        }

        Assert.Equal(Order(1), Order(1));
        Assert.NotEqual(Order(1), Order(2));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(48)]
    public void Any_number_stands_at_any_place_as_often(int count)
    {
        const int orders = 20_000;
        int[] first = new int[count];
        int[] last = new int[count];
        for (int seed = 0; seed < orders; seed++)
        {
            IndexPermutation order = new(count, new KeyedRandom(9, (ulong)seed));
            first[order[0]]++;
            last[order[count - 1]]++;
        }

        double share = 1.0 / count;
        double bound = 4 * Math.Sqrt(share * (1 - share) / orders);
        Assert.All(first.Concat(last), times => Assert.InRange(times / (double)orders, share - bound, share + bound));
    }

    [Fact]
    public void Neighbours_do_not_stay_neighbours()
    {
        const int count = 20_000;
        IndexPermutation order = new(count, new KeyedRandom(4));
        int together = Enumerable.Range(1, count - 1).Count(i => Math.Abs(order[i] - order[i - 1]) == 1);

        // Two of a random order's pairs on average, Poisson.
        Assert.InRange(together, 0, 2 + (4 * 2));
    }
}
