using MlNetSeq2Seq.Corpora;

namespace MlNetSeq2Seq.Tests.Corpora;

public sealed class OrderedWorkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Results_come_in_the_order_of_the_items(int threads) => Assert.Equal(
        Enumerable.Range(0, 500).Select(i => i * 2),
        OrderedWork.Map(
            Enumerable.Range(0, 500),
            i =>
            {
                Thread.SpinWait(i % 7 * 500);
                return i * 2;
            },
            threads,
            CancellationToken.None));

    [Fact]
    public void No_more_threads_work_than_are_wanted_and_few_items_wait()
    {
        int working = 0;
        int most = 0;
        int begun = 0;
        int taken = 0;
        foreach (int result in OrderedWork.Map(Items(), Work, 3, CancellationToken.None))
        {
            taken++;
            Assert.InRange(begun - taken, 0, 12);
        }

        Assert.Equal(200, taken);
        Assert.InRange(most, 1, 3);

        IEnumerable<int> Items()
        {
            for (; begun < 200; begun++)
            {
                yield return begun;
            }
        }

        int Work(int item)
        {
            int now = Interlocked.Increment(ref working);
            InterlockedMax(ref most, now);
            Thread.SpinWait(2000);
            Interlocked.Decrement(ref working);
            return item;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_error_comes_as_it_was_thrown(int threads)
    {
        List<int> results = [];
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => results.AddRange(OrderedWork.Map(
            Enumerable.Range(0, 100), i => i == 20 ? throw new InvalidDataException("20") : i, threads, CancellationToken.None)));
        Assert.Equal("20", e.Message);
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        using CancellationTokenSource source = new();
        int taken = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (int item in OrderedWork.Map(Enumerable.Range(0, 1000), i => i, 2, source.Token))
            {
                if (++taken == 10)
                {
                    source.Cancel();
                }
            }
        });
        Assert.Equal(10, taken);
    }

    private static void InterlockedMax(ref int place, int value)
    {
        for (int seen = place; value > seen; seen = place)
        {
            Interlocked.CompareExchange(ref place, value, seen);
        }
    }
}
