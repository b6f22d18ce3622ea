namespace MlNetSeq2Seq.Metrics;

/// <summary>What BLEU is computed from (Papineni et al., ACL 2002): of a pair, or, summed, of a corpus.</summary>
public sealed class BleuCounts
{
    private const double Epsilon = 0.1;

    private readonly long[] _matches = new long[NgramCounts.LargestSize];
    private readonly long[] _totals = new long[NgramCounts.LargestSize];

    /// <summary>For each size of run, 1 to 4, the runs of the hypotheses that the references have too.</summary>
    public IReadOnlyList<long> Matches => _matches;

    /// <summary>For each size of run, 1 to 4, the runs of the hypotheses.</summary>
    public IReadOnlyList<long> Totals => _totals;

    /// <summary>Units of the hypotheses.</summary>
    public long HypothesisLength { get; private set; }

    /// <summary>Units of the references.</summary>
    public long ReferenceLength { get; private set; }

    /// <summary>Adds a pair.</summary>
    /// <param name="hypothesis">What was written, shape [length].</param>
    /// <param name="reference">What was wanted, shape [length].</param>
    public void Add(ReadOnlySpan<int> hypothesis, ReadOnlySpan<int> reference)
    {
        for (int size = 1; size <= NgramCounts.LargestSize; size++)
        {
            _matches[size - 1] += NgramCounts.Overlap(NgramCounts.Of(hypothesis, size), NgramCounts.Of(reference, size));
            _totals[size - 1] += NgramCounts.Total(hypothesis.Length, size);
        }

        HypothesisLength += hypothesis.Length;
        ReferenceLength += reference.Length;
    }

    /// <summary>Adds the counts of others.</summary>
    /// <param name="other">The others.</param>
    public void Add(BleuCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < _matches.Length; i++)
        {
            _matches[i] += other._matches[i];
            _totals[i] += other._totals[i];
        }

        HypothesisLength += other.HypothesisLength;
        ReferenceLength += other.ReferenceLength;
    }

    /// <summary>
    /// BLEU-4: the geometric mean of the four precisions, times a penalty for hypotheses that are shorter than their references.
    /// </summary>
    /// <param name="smoothing">What happens where no run of some size is common.</param>
    public double Score(BleuSmoothing smoothing = BleuSmoothing.None)
    {
        if (_matches[0] == 0 || (smoothing == BleuSmoothing.None && _matches.Contains(0)))
        {
            return 0;
        }

        double logPrecision = 0;
        for (int i = 0; i < _matches.Length; i++)
        {
            double matches = _matches[i] == 0 ? Epsilon : _matches[i];
            logPrecision += Math.Log(matches / Math.Max(1, _totals[i])) / _matches.Length;
        }

        double brevity = HypothesisLength > ReferenceLength ? 0 : 1 - ((double)ReferenceLength / HypothesisLength);
        return Math.Exp(logPrecision + brevity);
    }
}
