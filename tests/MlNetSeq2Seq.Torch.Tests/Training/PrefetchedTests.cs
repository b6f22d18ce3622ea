using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class PrefetchedTests
{
    [Fact]
    public void Elements_come_in_their_order() => Assert.Equal(Enumerable.Range(0, 1000), Prefetched.Read(Enumerable.Range(0, 1000), ahead: 3));

    [Fact]
    public void They_are_prepared_ahead_on_another_thread()
    {
        using var second = new ManualResetEventSlim();
        int consumer = Environment.CurrentManagedThreadId;
        List<int> producers = [];

        using IEnumerator<int> read = Prefetched.Read(Numbers(), ahead: 2).GetEnumerator();

        // The second is made although only the first was asked for.
        Assert.True(read.MoveNext());
        Assert.True(second.Wait(TimeSpan.FromSeconds(30)));
        Assert.DoesNotContain(consumer, producers);

        IEnumerable<int> Numbers()
        {
            producers.Add(Environment.CurrentManagedThreadId);
            yield return 1;
            second.Set();
            yield return 2;
        }
    }

    [Fact]
    public void What_the_sequence_throws_is_thrown_where_its_element_would_have_come()
    {
        using IEnumerator<int> read = Prefetched.Read(Numbers(), ahead: 4).GetEnumerator();

        Assert.True(read.MoveNext());
        Assert.True(read.MoveNext());
        Assert.Equal(2, read.Current);
        Assert.Equal("the third is broken", Assert.Throws<InvalidDataException>(() => read.MoveNext()).Message);

        static IEnumerable<int> Numbers()
        {
            yield return 1;
            yield return 2;
            throw new InvalidDataException("the third is broken");
        }
    }

    [Fact]
    public void A_consumer_that_leaves_ends_the_sequence()
    {
        bool isEnded = false;

        Assert.Equal([0, 1, 2], Prefetched.Read(Endless(), ahead: 2).Take(3));

        Assert.True(isEnded);

        IEnumerable<int> Endless()
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    yield return i;
                }
            }
            finally
            {
                isEnded = true;
            }
        }
    }
}
