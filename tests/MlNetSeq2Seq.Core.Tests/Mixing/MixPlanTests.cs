using MlNetSeq2Seq.Mixing;

namespace MlNetSeq2Seq.Tests.Mixing;

public sealed class MixPlanTests
{
    [Fact]
    public void Proportional_rates_read_every_source_once() =>
        Assert.Equal([3, 10, 7], new MixPlan([3, 10, 7], MixingRates.Proportional()).Rows);

    [Fact]
    public void Equal_rates_repeat_the_small_sources() => Assert.Equal([10, 10, 10], new MixPlan([3, 10, 7], MixingRates.Equal()).Rows);

    [Fact]
    public void Without_repeats_the_smallest_source_decides() =>
        Assert.Equal([3, 3, 3], new MixPlan([3, 10, 7], MixingRates.Equal(), MixLength.NoRowTwice).Rows);

    [Fact]
    public void A_number_of_rows_is_dealt_out_to_the_last() =>
        Assert.Equal([4, 3, 3], new MixPlan([3, 10, 7], MixingRates.Equal(), rowCount: 10).Rows);

    [Fact]
    public void Largest_remainders_get_what_is_left() =>
        Assert.Equal([5, 4, 1], new MixPlan([1, 1, 1], MixingRates.Explicit(0.47, 0.38, 0.15), rowCount: 10).Rows);

    [Fact]
    public void Every_row_of_every_source_comes_and_rates_hold_to_less_than_a_row()
    {
        MixPlan plan = new([1_000_003, 9_999, 70_001], MixingRates.ByTemperature(2));
        Assert.Equal(1_000_003, plan.Rows[0]);
        Assert.True(plan.Rows[1] >= 9_999 && plan.Rows[2] >= 70_001);
        Assert.All(Enumerable.Range(0, 3), i => Assert.InRange(plan.Rows[i] - (plan.Rates[i] * plan.RowCount), -1, 1));
    }

    [Fact]
    public void Turns_are_the_rows_in_an_order_that_is_drawn()
    {
        MixPlan plan = new([3, 10, 7], MixingRates.Proportional());
        int[] turns = [.. plan.Turns(new KeyedRandom(1))];
        Assert.Equal([3, 10, 7], turns.CountBy(source => source).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal(turns, plan.Turns(new KeyedRandom(1)));
        Assert.NotEqual(turns, plan.Turns(new KeyedRandom(2)));
    }

    [Fact]
    public void Any_stretch_of_a_pass_follows_the_rates()
    {
        const int stretch = 20_000;
        MixPlan plan = new([10_000, 100_000, 1_000_000], MixingRates.ByTemperature(2));
        int[] counts = [0, 0, 0];
        foreach (int source in plan.Turns(new KeyedRandom(4)).Skip(300_000).Take(stretch))
        {
            counts[source]++;
        }

        Assert.All(Enumerable.Range(0, 3), i =>
            Assert.InRange(counts[i] / (double)stretch - plan.Rates[i], -4 * Sigma(plan.Rates[i], stretch), 4 * Sigma(plan.Rates[i], stretch)));
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        Assert.ThrowsAny<ArgumentException>(() => new MixPlan([3], MixingRates.Equal(), rowCount: 0));
        Assert.ThrowsAny<ArgumentException>(() => new MixPlan([3, 0], MixingRates.Equal()));
    }

    private static double Sigma(double rate, int rows) => Math.Sqrt(rate * (1 - rate) / rows);
}
