namespace MlNetSeq2Seq.Metrics;

/// <summary>
/// Compares written texts with references, pair by pair. Not safe for several threads at once: fill one each and merge them.
/// </summary>
public interface IGenerationMetric
{
    /// <summary>What the metric is called in tables.</summary>
    string Name { get; }

    /// <summary>Number of pairs.</summary>
    long Count { get; }

    /// <summary>The metric over all pairs; 0 where there is none.</summary>
    double Value { get; }

    /// <summary>Adds a pair.</summary>
    /// <param name="hypothesis">What was written, as units that are compared: token ids, or <see cref="TextUnits.Characters"/>.</param>
    /// <param name="reference">What was wanted, as units of the same kind.</param>
    void Add(ReadOnlySpan<int> hypothesis, ReadOnlySpan<int> reference);

    /// <summary>Adds all pairs of another instance.</summary>
    /// <param name="other">An instance of the same metric.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> is another metric.</exception>
    void Merge(IGenerationMetric other);
}
