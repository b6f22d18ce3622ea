using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

public sealed class LargestTests
{
    [Fact]
    public void Finds_the_largest_in_order()
    {
        int[] indexes = new int[3];
        float[] values = new float[3];
        Assert.Equal(3, Largest.Find([1, 5, 3, 5, 2, -1], indexes, values));
        Assert.Equal([1, 3, 2], indexes);
        Assert.Equal([5, 5, 3], values);
    }

    [Fact]
    public void Does_not_find_what_is_forbidden()
    {
        int[] indexes = new int[3];
        Assert.Equal(1, Largest.Find([float.NegativeInfinity, 2, float.NegativeInfinity], indexes, new float[3]));
        Assert.Equal(1, indexes[0]);
    }

    [Theory]
    [InlineData(1, 21_128)]
    [InlineData(6, 21_128)]
    [InlineData(64, 1_003)]
    [InlineData(5, 3)]
    [InlineData(7, 17)]
    public void Finds_what_a_sort_finds(int wanted, int length)
    {
        // Few different values, so that many are equal.
        KeyedRandom random = new((ulong)length);
        float[] all = [.. Enumerable.Range(0, length).Select(_ => random.Next(200) / 10f)];
        int[] indexes = new int[wanted];
        int found = Largest.Find(all, indexes, new float[wanted]);
        Assert.Equal(Enumerable.Range(0, length).OrderByDescending(i => all[i]).Take(wanted), indexes.Take(found));
    }
}
