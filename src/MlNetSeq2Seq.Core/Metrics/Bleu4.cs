namespace MlNetSeq2Seq.Metrics;

/// <summary>BLEU-4 of a corpus: computed from the sums over all pairs, not the mean of the pairs (Papineni et al., ACL 2002).</summary>
/// <param name="smoothing">What happens where no run of some size is common.</param>
public sealed class Bleu4(BleuSmoothing smoothing = BleuSmoothing.None) : IGenerationMetric
{
    /// <inheritdoc/>
    public string Name => "BLEU-4";

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public double Value => Counts.Score(smoothing);

    /// <summary>What it is computed from.</summary>
    public BleuCounts Counts { get; } = new();

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<int> hypothesis, ReadOnlySpan<int> reference)
    {
        Counts.Add(hypothesis, reference);
        Count++;
    }

    /// <inheritdoc/>
    public void Merge(IGenerationMetric other)
    {
        Bleu4 bleu = MetricMerge.Check(this, other);
        Counts.Add(bleu.Counts);
        Count += bleu.Count;
    }
}
