using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

public sealed class SamplingFilterTests
{
    // Worked in the specification of bert4keras' decoder for p = (0, .05, .5, .3, .15).
    [Theory]
    [InlineData(2, 1.0, "0 0 0.625 0.375 0")]
    [InlineData(0, 0.51, "0 0 0.625 0.375 0")]
    [InlineData(0, 0.49, "0 0 1 0 0")]
    [InlineData(3, 0.8, "0 0 0.625 0.375 0")]
    [InlineData(0, 1.0, "0 0.05 0.5 0.3 0.15")]
    [InlineData(1, 1.0, "0 0 1 0 0")]
    [InlineData(9, 1.0, "0 0.05 0.5 0.3 0.15")]
    public void Keeps_the_likely_tokens(int topK, double topP, string expected)
    {
        float[] values = [.. new[] { 0, 0.05, 0.5, 0.3, 0.15 }.Select(p => (float)Math.Log(p))];
        new SamplingFilter(1, topK, topP).Apply(values);
        Assert.Equal(
            expected,
            string.Join(' ', values.Select(value => Math.Round(value, 4).ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData(0.5, 0.7826, 0.1957, 0.0217)]
    [InlineData(2, 0.4727, 0.3343, 0.1930)]
    public void Temperature_sharpens_or_evens_out(double temperature, double first, double second, double third)
    {
        float[] values = [.. new[] { 0.6, 0.3, 0.1 }.Select(p => (float)Math.Log(p))];
        new SamplingFilter(temperature).Apply(values);
        Assert.Equal([first, second, third], values.Select(value => (double)value), (x, y) => Math.Abs(x - y) < 1e-4);
    }

    [Fact]
    public void Tokens_as_likely_as_the_last_stay()
    {
        float[] values = [1, 2, 1, 0];
        new SamplingFilter(topK: 2).Apply(values);
        Assert.Equal([true, true, true, false], values.Select(value => value > 0));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void Nucleus_of_many_tokens_is_the_sorted_one(double topP)
    {
        // Nearly even over 21,128 tokens: the nucleus is thousands of them.
        float[] logits = TableSession.DrawnLogits(21_128, 1, 0, [], scale: 1);
        double[] powers = [.. logits.Select(logit => Math.Exp(logit))];
        double total = powers.Sum();
        double sum = 0;
        int expected = powers.OrderDescending().TakeWhile(power =>
        {
            bool stays = sum <= topP;
            sum += power / total;
            return stays;
        }).Count();

        new SamplingFilter(topP: topP).Apply(logits);
        Assert.InRange(logits.Count(value => value > 0), expected - 1, expected + 1);
        Assert.Equal(1, logits.Sum(value => (double)value), 1e-4);
    }

    [Fact]
    public void Large_logits_do_not_overflow()
    {
        float[] values = [1000, 999, -1000];
        new SamplingFilter().Apply(values);
        Assert.Equal([0.7310586f, 0.2689414f, 0], values, (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(double.NaN, 0, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 0, 1.1)]
    public void Refuses_numbers_out_of_range(double temperature, int topK, double topP) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingFilter(temperature, topK, topP));
}
