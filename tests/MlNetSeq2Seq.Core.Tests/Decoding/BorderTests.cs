using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

public sealed class BorderTests
{
    [Theory]
    [InlineData(0, 5)] // the first exceeds 0
    [InlineData(1, 4)]
    [InlineData(2, 4)]
    [InlineData(3, 1)]
    [InlineData(9, 1)] // never exceeded
    public void By_count_it_is_a_value_by_its_rank(double limit, float expected) =>
        Assert.Equal(expected, Border.Find([4, 1, 5, 4], limit, byCount: true));

    [Theory]
    [InlineData(0.4, 0.5f)]
    [InlineData(0.5, 0.25f)] // just reached is not exceeded
    [InlineData(0.7, 0.25f)]
    [InlineData(0.8, 0.125f)]
    [InlineData(2, 0.125f)]
    public void By_sum_it_is_the_value_that_crosses(double limit, float expected) =>
        Assert.Equal(expected, Border.Find([0.125f, 0.5f, 0.125f, 0.25f], limit, byCount: false));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Finds_what_a_sort_finds(int seed)
    {
        KeyedRandom random = new((ulong)seed);
        float[] values = [.. Enumerable.Range(0, 5_000).Select(_ => random.Next(300) / 8f)];
        double limit = random.NextDouble() * values.Sum();
        double sum = 0;
        float expected = values.OrderDescending().First(value => (sum += value) > limit);
        Assert.Equal(expected, Border.Find([.. values], limit, byCount: false));
        Assert.Equal(values.OrderDescending().ElementAt(1_234), Border.Find([.. values], 1_234, byCount: true));
    }
}
