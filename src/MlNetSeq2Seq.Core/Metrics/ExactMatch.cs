namespace MlNetSeq2Seq.Metrics;

/// <summary>The share of hypotheses that equal their reference.</summary>
public sealed class ExactMatch : IGenerationMetric
{
    private long _equal;

    /// <inheritdoc/>
    public string Name => "Exact match";

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public double Value => Count == 0 ? 0 : (double)_equal / Count;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<int> hypothesis, ReadOnlySpan<int> reference)
    {
        _equal += hypothesis.SequenceEqual(reference) ? 1 : 0;
        Count++;
    }

    /// <inheritdoc/>
    public void Merge(IGenerationMetric other)
    {
        ExactMatch match = MetricMerge.Check(this, other);
        _equal += match._equal;
        Count += match.Count;
    }
}
