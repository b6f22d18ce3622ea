namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Draws ids in proportion to how often they occur.</summary>
internal sealed class FrequentTokens : IRandomTokens
{
    private readonly int[] _ids;
    private readonly long[] _upTo;

    /// <summary>Keeps those of the given ids that occur.</summary>
    internal FrequentTokens(int[] ids, IReadOnlyList<long> counts)
    {
        _ids = [.. ids.Where(id => counts[id] > 0)];
        _upTo = new long[_ids.Length];
        long sum = 0;
        for (int i = 0; i < _ids.Length; i++)
        {
            sum += counts[_ids[i]];
            _upTo[i] = sum;
        }

        if (sum == 0)
        {
            throw new ArgumentException("WholeWordMasking needs TokenCounts in which an ordinary token occurs, but there all are 0.", nameof(counts));
        }
    }

    public int Draw(Random random)
    {
        long place = random.NextInt64(_upTo[^1]);
        int found = Array.BinarySearch(_upTo, place);

        // At a sum the next id begins.
        return _ids[found >= 0 ? found + 1 : ~found];
    }
}
