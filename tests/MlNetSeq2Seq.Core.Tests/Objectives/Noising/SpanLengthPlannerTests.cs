using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

public sealed class SpanLengthPlannerTests
{
    [Theory]
    [InlineData(32, 34, 8)]
    [InlineData(64, 70, 14)]
    [InlineData(128, 141, 29)]
    [InlineData(256, 284, 58)]
    [InlineData(512, 568, 114)]
    [InlineData(1024, 1137, 229)]
    [InlineData(2048, 2274, 456)]
    public void Lengths_are_those_of_the_specification(int inputs, int tokens, int targets) => // section C2
        Assert.Equal(new SpanLengths(tokens, targets), SpanLengthPlanner.Plan(inputs));

    [Theory]
    [InlineData(0.15, 3)]
    [InlineData(0.3, 5)]
    public void Rows_of_the_planned_length_fill_the_input(double density, double mean)
    {
        SpanLengths plan = SpanLengthPlanner.Plan(256, density, mean);
        SpanCorruption corruption = new(new SpanCorruptionOptions
        {
            Mask = new NoiseMaskOptions { NoiseDensity = density, MeanSpanLength = mean }, SentinelIds = [.. Enumerable.Range(1_000, 100)], EndId = 1,
        });
        CorruptedText row = corruption.Apply([.. Enumerable.Range(2, plan.TokensLength)], [.. Enumerable.Range(0, plan.TokensLength)], new KeyedRandom(1));
        Assert.Equal((256, plan.TargetsLength), (row.Source.Ids.Length, row.Target.Length));
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SpanLengthPlanner.Plan(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpanLengthPlanner.Plan(10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpanLengthPlanner.Plan(10, 0.15, 0));
    }
}
