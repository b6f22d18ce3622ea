namespace MlNetSeq2Seq.Samples;

/// <summary>
/// Puts rows of like length into one batch, so that little is padding, under a budget of tokens. Every row is in exactly one batch of an
/// epoch; the number of batches is the same in every epoch; the order follows from (seed, epoch) alone.
/// </summary>
public sealed class LengthBuckets
{
    private readonly LengthBucketsOptions _options;
    private readonly int[] _lengths;
    private readonly int[] _batchEnds;

    /// <summary>Plans the batches.</summary>
    /// <param name="lengths">Tokens of each row, shape [rows].</param>
    /// <param name="options">Budget and order; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a row alone is longer than the budget.</exception>
    public LengthBuckets(ReadOnlySpan<int> lengths, LengthBucketsOptions? options = null)
    {
        _options = options ?? new LengthBucketsOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaximumTokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaximumRows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.LengthMultiple);
        _lengths = new int[lengths.Length];
        for (int row = 0; row < lengths.Length; row++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lengths[row], nameof(lengths));
            _lengths[row] = RoundUp(lengths[row], _options.LengthMultiple);
            if (_lengths[row] > _options.MaximumTokens)
            {
                throw new ArgumentException(
                    $"LengthBuckets: row {row} has {lengths[row]} tokens ({_lengths[row]} with padding), "
                    + $"more than the {_options.MaximumTokens} of a batch.",
                    nameof(lengths));
            }
        }

        _batchEnds = Plan();
    }

    /// <summary>Number of batches of an epoch.</summary>
    public int BatchCount => _batchEnds.Length;

    /// <summary>The batches of an epoch.</summary>
    /// <param name="epoch">The number of the epoch.</param>
    /// <returns>The rows of each batch.</returns>
    public int[][] Epoch(int epoch)
    {
        KeyedRandom random = new(unchecked((ulong)_options.Seed), unchecked((ulong)epoch));
        int[] rows = [.. Enumerable.Range(0, _lengths.Length)];
        if (_options.Shuffle)
        {
            random.Shuffle(rows);
        }

        // OrderBy is stable: rows of equal length keep the order of the shuffle.
        rows = [.. rows.OrderByDescending(row => _lengths[row])];
        int[][] batches = new int[_batchEnds.Length][];
        for (int batch = 0; batch < batches.Length; batch++)
        {
            batches[batch] = rows[(batch == 0 ? 0 : _batchEnds[batch - 1]).._batchEnds[batch]];
        }

        if (_options.Shuffle)
        {
            random.Shuffle(batches);
        }

        return batches;
    }

    internal static int RoundUp(int length, int multiple) => (length + multiple - 1) / multiple * multiple;

    // Where the batches end when the longest rows come first; the first row of a batch is its longest.
    private int[] Plan()
    {
        int[] sorted = [.. _lengths.OrderDescending()];
        List<int> ends = [];
        for (int start = 0; start < sorted.Length; start = ends[^1])
        {
            int rows = Math.Min(_options.MaximumRows, _options.MaximumTokens / Math.Max(1, sorted[start]));
            ends.Add((int)Math.Min((long)start + rows, sorted.Length));
        }

        return [.. ends];
    }
}
