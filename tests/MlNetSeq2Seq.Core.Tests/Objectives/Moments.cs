namespace MlNetSeq2Seq.Tests.Objectives;

/// <summary>Mean and spread of what was drawn.</summary>
internal sealed class Moments
{
    private double _sum;
    private double _squares;
    private int _count;

    internal void Add(double value)
    {
        _sum += value;
        _squares += value * value;
        _count++;
    }

    /// <summary>
    /// Compares with a mean that was measured elsewhere: four standard deviations of the difference of the two means, and half of the last
    /// digit that is shown there.
    /// </summary>
    internal void AssertIs(double expected, double shown, int measuredOver = 1_000)
    {
        double mean = _sum / _count;
        double variance = (_squares / _count) - (mean * mean);
        double tolerance = (4 * Math.Sqrt(variance * ((1.0 / measuredOver) + (1.0 / _count)))) + shown;
        Assert.InRange(mean, expected - tolerance, expected + tolerance);
    }
}
