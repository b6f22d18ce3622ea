using MlNetSeq2Seq.Mixing;

namespace MlNetSeq2Seq.Tests.Mixing;

public sealed class MixingRatesTests
{
    private static readonly long[] Sizes = [100, 300, 600];

    [Fact]
    public void Follow_the_sizes() => AssertRates([0.1, 0.3, 0.6], MixingRates.Proportional());

    [Fact]
    public void A_limit_holds_the_large_ones_down() => AssertRates([0.2, 0.4, 0.4], MixingRates.Proportional(200));

    [Fact]
    public void A_temperature_takes_a_root() =>
        AssertRates([1 / (1 + Math.Sqrt(3) + Math.Sqrt(6)), Math.Sqrt(3) / (1 + Math.Sqrt(3) + Math.Sqrt(6)), Math.Sqrt(6) / (1 + Math.Sqrt(3) + Math.Sqrt(6))], MixingRates.ByTemperature(2));

    [Fact]
    public void Equal_rates_know_no_sizes() => AssertRates([1 / 3.0, 1 / 3.0, 1 / 3.0], MixingRates.Equal());

    [Fact]
    public void Weights_are_taken_as_they_are() => AssertRates([0.5, 0.25, 0.25], MixingRates.Explicit(2, 1, 1));

    [Fact]
    public void Scales_come_before_the_limit() => AssertRates([0.4, 0.4, 0.2], new MixingRates { Scales = [2, 2, 0.1], Limit = 120 });

    [Fact]
    public void Say_what_is_wrong()
    {
        Assert.Contains("2 Weights for 3 sources", Complaint(MixingRates.Explicit(1, 1)), StringComparison.Ordinal);
        Assert.Contains("Weights[1] greater than 0, but it is 0", Complaint(MixingRates.Explicit(1, 0, 1)), StringComparison.Ordinal);
        Assert.Contains("Temperature greater than 0, but it is NaN", Complaint(MixingRates.ByTemperature(double.NaN)), StringComparison.Ordinal);
        Assert.Contains("Limit greater than 0, but it is -1", Complaint(MixingRates.Proportional(-1)), StringComparison.Ordinal);
        Assert.Contains("the size of source 1", Assert.ThrowsAny<ArgumentException>(() => MixingRates.Equal().Of([1, 0])).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => MixingRates.Equal().Of([]));
    }

    private static string Complaint(MixingRates rates) => Assert.ThrowsAny<ArgumentException>(() => rates.Of(Sizes)).Message;

    private static void AssertRates(double[] expected, MixingRates rates) =>
        Assert.All(expected.Zip(rates.Of(Sizes)), pair => Assert.Equal(pair.First, pair.Second, 12));
}
