namespace MlNetSeq2Seq.Mixing;

/// <summary>How often each of several sources is drawn from (Raffel et al., arXiv:1910.10683, section 3.5.2).</summary>
/// <remarks>
/// In seqio's order: the size of a source is scaled, cut at the limit and raised to 1 / temperature; then all are divided by their sum.
/// A temperature without end gives equal rates, a temperature of 1 leaves the sizes as they are.
/// </remarks>
public sealed record MixingRates
{
    /// <summary>The artificial limit that T5 has together with a temperature: 2^21.</summary>
    public const long TemperatureLimit = 1L << 21;

    /// <summary>Size beyond which a source counts no more; null for none.</summary>
    public double? Limit { get; init; }

    /// <summary>Evens the rates out: 1 for none, greater for more; greater than 0.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Factor of each source's size, before the limit, shape [sources]; null for 1 each.</summary>
    public IReadOnlyList<double>? Scales { get; init; }

    /// <summary>Weights in place of the sizes, shape [sources]; null for the sizes.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>By size, up to a limit.</summary>
    /// <param name="limit">Size beyond which a source counts no more; null for none.</param>
    public static MixingRates Proportional(double? limit = null) => new() { Limit = limit };

    /// <summary>By a root of the size.</summary>
    /// <param name="temperature">Which root; greater than 0.</param>
    /// <param name="limit">Size beyond which a source counts no more; null for none.</param>
    public static MixingRates ByTemperature(double temperature, double? limit = TemperatureLimit) => new() { Temperature = temperature, Limit = limit };

    /// <summary>Every source as often as every other.</summary>
    public static MixingRates Equal() => new() { Temperature = double.PositiveInfinity };

    /// <summary>As given.</summary>
    /// <param name="weights">A weight for each source, in any unit.</param>
    public static MixingRates Explicit(params IReadOnlyList<double> weights) => new() { Weights = weights };

    /// <summary>The rates of sources.</summary>
    /// <param name="sizes">The size of each source, for example its rows; shape [sources].</param>
    /// <returns>The share of each source, of the sum 1; shape [sources].</returns>
    /// <exception cref="ArgumentException">There is no source, a number is out of range, or there are not as many weights or scales as sources.</exception>
    public double[] Of(ReadOnlySpan<long> sizes)
    {
        if (sizes.IsEmpty)
        {
            throw new ArgumentException("MixingRates needs at least one source.", nameof(sizes));
        }

        CheckCount(Weights, sizes.Length, nameof(Weights));
        CheckCount(Scales, sizes.Length, nameof(Scales));
        CheckPositive(Temperature, nameof(Temperature));
        CheckPositive(Limit ?? 1, nameof(Limit));
        double[] rates = new double[sizes.Length];
        for (int i = 0; i < rates.Length; i++)
        {
            CheckPositive(Scales?[i] ?? 1, $"{nameof(Scales)}[{i}]");
            CheckPositive(Weights?[i] ?? sizes[i], Weights is null ? $"the size of source {i}" : $"{nameof(Weights)}[{i}]");
            double scaled = (Weights?[i] ?? sizes[i]) * (Scales?[i] ?? 1);
            rates[i] = Math.Pow(Math.Min(scaled, Limit ?? double.PositiveInfinity), 1 / Temperature);
        }

        double sum = rates.Sum();
        return [.. rates.Select(rate => rate / sum)];
    }

    private static void CheckCount(IReadOnlyList<double>? values, int sources, string name)
    {
        if (values is not null && values.Count != sources)
        {
            throw new ArgumentException($"MixingRates has {values.Count} {name} for {sources} sources.", name);
        }
    }

    private static void CheckPositive(double value, string name)
    {
        if (!(value > 0))
        {
            throw new ArgumentOutOfRangeException(name, value, $"MixingRates needs {name} greater than 0, but it is {value}.");
        }
    }
}
