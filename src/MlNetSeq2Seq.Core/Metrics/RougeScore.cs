namespace MlNetSeq2Seq.Metrics;

/// <summary>How much of a hypothesis stands in a reference, and how much of the reference in the hypothesis (Lin, ROUGE, 2004).</summary>
/// <param name="Precision">The share of the hypothesis, in [0, 1].</param>
/// <param name="Recall">The share of the reference, in [0, 1].</param>
public readonly record struct RougeScore(double Precision, double Recall)
{
    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1 => F(1);

    /// <summary>ROUGE-N: the runs of units that both have, each counted no more often than the other has it.</summary>
    /// <param name="hypothesis">What was written, shape [length].</param>
    /// <param name="reference">What was wanted, shape [length].</param>
    /// <param name="size">Units of a run, 1 to 4.</param>
    public static RougeScore OfNgrams(ReadOnlySpan<int> hypothesis, ReadOnlySpan<int> reference, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, NgramCounts.LargestSize);
        int overlap = NgramCounts.Overlap(NgramCounts.Of(hypothesis, size), NgramCounts.Of(reference, size));
        return Of(overlap, NgramCounts.Total(hypothesis.Length, size), NgramCounts.Total(reference.Length, size));
    }

    /// <summary>ROUGE-L: the longest sequence of units that both have in the same order, not necessarily side by side.</summary>
    /// <param name="hypothesis">What was written, shape [length].</param>
    /// <param name="reference">What was wanted, shape [length].</param>
    public static RougeScore OfLongestCommonSubsequence(ReadOnlySpan<int> hypothesis, ReadOnlySpan<int> reference)
    {
        // One row of the usual table is enough: longest[j] for the first j units of the reference.
        int[] longest = new int[reference.Length + 1];
        foreach (int unit in hypothesis)
        {
            int diagonal = 0;
            for (int j = 1; j < longest.Length; j++)
            {
                int above = longest[j];
                longest[j] = unit == reference[j - 1] ? diagonal + 1 : Math.Max(above, longest[j - 1]);
                diagonal = above;
            }
        }

        return Of(longest[^1], hypothesis.Length, reference.Length);
    }

    /// <summary>The weighted harmonic mean: recall counts <paramref name="beta"/> times as much as precision.</summary>
    /// <param name="beta">The weight; 1.2 in the original for ROUGE-L.</param>
    public double F(double beta)
    {
        double square = beta * beta;
        double divisor = Recall + (square * Precision);
        return divisor == 0 ? 0 : (1 + square) * Precision * Recall / divisor;
    }

    private static RougeScore Of(int common, int hypothesis, int reference) =>
        new(hypothesis == 0 ? 0 : (double)common / hypothesis, reference == 0 ? 0 : (double)common / reference);
}
