using System.Reflection;

namespace MlNetSeq2Seq.Tests;

public sealed class KeyedRandomTests
{
    // The expected numbers come from a Python script that follows the published SplitMix64 and Lemire's rejection with big integers.
    // They are frozen: another stream would give every saved pipeline other noise.

    [Fact]
    public void Stream_of_doubles_is_frozen()
    {
        KeyedRandom random = new(1, 2, 3);
        Assert.Equal(
            [0.41439365745898915, 0.8254106305908627, 0.3936660147190134, 0.5201386119263357],
            new[] { random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble() });
    }

    [Fact]
    public void Stream_of_singles_is_frozen()
    {
        KeyedRandom random = new(1, 2, 3);
        Assert.Equal(
            [0.41439360380172730f, 0.82541060447692870f, 0.39366596937179565f],
            new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() });
    }

    [Fact]
    public void Stream_of_integers_is_frozen()
    {
        KeyedRandom random = new(1, 2, 3);
        Assert.Equal([889903602, 1772555831, 845391328, 1116989163], new[] { random.Next(), random.Next(), random.Next(), random.Next() });
    }

    [Fact]
    public void Stream_below_a_bound_is_frozen()
    {
        KeyedRandom random = new(1, 2, 3);
        Assert.Equal([41, 82, 39, 52, 57, 3, 43, 51], Enumerable.Range(0, 8).Select(_ => random.Next(100)));
    }

    [Fact]
    public void Stream_in_a_range_is_frozen()
    {
        KeyedRandom random = new(1, 2, 3);
        Assert.Equal([-9, 32, -11, 2], Enumerable.Range(0, 4).Select(_ => random.Next(-50, 50)));
    }

    [Fact]
    public void Stream_of_long_integers_is_frozen()
    {
        KeyedRandom random = new(1, 2, 3);
        Assert.Equal(
            [3822106872457217638, 7613069329114431421, 3630928112019409359], Enumerable.Range(0, 3).Select(_ => random.NextInt64()));
    }

    [Fact]
    public void Stream_below_a_bound_that_makes_it_reject_is_frozen()
    {
        KeyedRandom random = new(1, 2, 3);
        Assert.Equal(
            [2866580154342913228, 5709801996835823566, 3598073946397367377, 3988458493177218962, 265953811246758784, 3032778206928131318],
            Enumerable.Range(0, 6).Select(_ => random.NextInt64(3L << 61)));
    }

    [Fact]
    public void Stream_of_bytes_is_frozen_and_the_same_for_arrays_and_spans()
    {
        byte[] array = new byte[4];
        new KeyedRandom(1, 2, 3).NextBytes(array);
        Span<byte> span = stackalloc byte[4];
        new KeyedRandom(1, 2, 3).NextBytes(span);
        Assert.Equal([106, 211, 100, 133], array);
        Assert.Equal(array, span.ToArray());
    }

    [Fact]
    public void Empty_key_is_a_key_too()
    {
        KeyedRandom random = new();
        Assert.Equal([431, 26, 970, 106], Enumerable.Range(0, 4).Select(_ => random.Next(1000)));
    }

    [Fact]
    public void Key_of_a_name_is_frozen() => Assert.Equal(17507680141372288232, KeyedRandom.KeyOf("whole-word-mask"));

    [Fact]
    public void Reset_starts_the_stream_again()
    {
        KeyedRandom random = new(9);
        random.NextDouble();
        random.Reset(1, 2, 3);
        Assert.Equal(new KeyedRandom(1, 2, 3).NextInt64(), random.NextInt64());
    }

    [Fact]
    public void Shuffle_follows_from_the_key()
    {
        int[] first = [.. Enumerable.Range(0, 50)];
        int[] second = [.. Enumerable.Range(0, 50)];
        new KeyedRandom(7).Shuffle(first);
        new KeyedRandom(7).Shuffle(second);
        Assert.Equal(first, second);
        Assert.NotEqual(Enumerable.Range(0, 50), first);
    }

    [Theory]
    [InlineData(new ulong[] { 1, 2 }, new ulong[] { 2, 1 })]
    [InlineData(new ulong[] { 0 }, new ulong[] { 0, 0 })]
    [InlineData(new ulong[] { 5 }, new ulong[] { 6 })]
    public void Keys_that_differ_give_streams_that_differ(ulong[] first, ulong[] second) =>
        Assert.NotEqual(new KeyedRandom(first).NextInt64(), new KeyedRandom(second).NextInt64());

    [Fact]
    public void Overrides_every_virtual_member()
    {
        // A member that is not overridden draws from a generator that is seeded by chance.
        string[] missing =
        [
            .. typeof(Random).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(method => method.IsVirtual && !method.IsPrivate)
                .Where(method => typeof(KeyedRandom).GetMethod(
                    method.Name,
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly,
                    [.. method.GetParameters().Select(parameter => parameter.ParameterType)]) is null)
                .Select(method => method.ToString()!),
        ];
        Assert.Empty(missing);
    }

    [Fact]
    public void Draws_evenly()
    {
        KeyedRandom random = new(42);
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++)
        {
            counts[random.Next(10)]++;
        }

        // 10,000 each, standard deviation 95: five of them.
        Assert.All(counts, count => Assert.InRange(count, 9_525, 10_475));
    }

    [Fact]
    public void Neighbouring_keys_are_independent()
    {
        // Mean of 10,000 first draws of keys that count up; standard deviation of the mean .0029.
        double mean = Enumerable.Range(0, 10_000).Average(row => new KeyedRandom(1, 0, (ulong)row).NextDouble());
        Assert.InRange(mean, 0.4855, 0.5145);
    }

    [Fact]
    public void Ranges_of_no_width_give_their_start()
    {
        KeyedRandom random = new(1);
        Assert.Equal(0, random.Next(0));
        Assert.Equal(7, random.Next(7, 7));
        Assert.Equal(0, random.NextInt64(0));
        Assert.Equal(-3, random.NextInt64(-3, -3));
    }

    [Fact]
    public void Widest_ranges_do_not_overflow()
    {
        KeyedRandom random = new(1);
        Assert.InRange(random.Next(int.MinValue, int.MaxValue), int.MinValue, int.MaxValue - 1);
        Assert.InRange(random.NextInt64(long.MinValue, long.MaxValue), long.MinValue, long.MaxValue - 1);
    }

    [Fact]
    public void Refuses_ranges_that_are_upside_down()
    {
        KeyedRandom random = new(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt64(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt64(2, 1));
    }
}
