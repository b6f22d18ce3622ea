using System.Runtime.InteropServices;

namespace MlNetSeq2Seq.Metrics;

/// <summary>Counts runs of units.</summary>
internal static class NgramCounts
{
    /// <summary>Longest run that is counted.</summary>
    internal const int LargestSize = 4;

    /// <summary>How often each run of a size occurs.</summary>
    internal static Dictionary<Ngram, int> Of(ReadOnlySpan<int> units, int size)
    {
        Dictionary<Ngram, int> counts = new(units.Length);
        for (int i = 0; i + size <= units.Length; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, Ngram.At(units, i, size), out _)++;
        }

        return counts;
    }

    /// <summary>Number of runs of a size.</summary>
    internal static int Total(int length, int size) => Math.Max(0, length - size + 1);

    /// <summary>How many runs of the first are in the second too, each counted no more often than it is there.</summary>
    internal static int Overlap(Dictionary<Ngram, int> first, Dictionary<Ngram, int> second)
    {
        int overlap = 0;
        foreach ((Ngram ngram, int count) in first)
        {
            overlap += Math.Min(count, second.GetValueOrDefault(ngram));
        }

        return overlap;
    }

    /// <summary>Up to four units; those that are not there are 0, which is no trouble among runs of one size.</summary>
    internal readonly record struct Ngram(int First, int Second, int Third, int Fourth)
    {
        internal static Ngram At(ReadOnlySpan<int> units, int start, int size) => new(
            units[start],
            size > 1 ? units[start + 1] : 0,
            size > 2 ? units[start + 2] : 0,
            size > 3 ? units[start + 3] : 0);
    }
}
