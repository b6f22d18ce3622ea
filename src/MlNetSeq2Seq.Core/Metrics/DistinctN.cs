namespace MlNetSeq2Seq.Metrics;

/// <summary>
/// How many different runs of units there are among all runs of the hypotheses (Li et al., arXiv:1510.03055). References are not looked at.
/// </summary>
public sealed class DistinctN : IGenerationMetric
{
    private readonly int _size;
    private readonly HashSet<NgramCounts.Ngram> _different = [];
    private long _total;

    /// <summary>Checks the size.</summary>
    /// <param name="size">Units of a run, 1 to 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public DistinctN(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, NgramCounts.LargestSize);
        _size = size;
    }

    /// <inheritdoc/>
    public string Name => $"Distinct-{_size}";

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public double Value => _total == 0 ? 0 : (double)_different.Count / _total;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<int> hypothesis, ReadOnlySpan<int> reference)
    {
        _different.UnionWith(NgramCounts.Of(hypothesis, _size).Keys);
        _total += NgramCounts.Total(hypothesis.Length, _size);
        Count++;
    }

    /// <inheritdoc/>
    public void Merge(IGenerationMetric other)
    {
        DistinctN distinct = MetricMerge.Check(this, other);
        _different.UnionWith(distinct._different);
        _total += distinct._total;
        Count += distinct.Count;
    }
}
