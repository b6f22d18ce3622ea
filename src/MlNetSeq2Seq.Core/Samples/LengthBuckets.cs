namespace MlNetSeq2Seq.Samples;

/// <summary>
/// Puts rows of like length into one batch, so that little is padding, under a budget of tokens. Every row is in exactly one batch of an
/// epoch; the number of batches is the same in every epoch; the order follows from (seed, epoch) alone.
/// </summary>
public sealed class LengthBuckets
{
    private readonly LengthBucketsOptions _options;
    private readonly int[] _lengths;

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

        BatchCount = _options.OneAttentionKind ? CountForAnyKinds() : Ends([.. _lengths.OrderDescending()]).Length;
    }

    /// <summary>Number of batches of an epoch.</summary>
    public int BatchCount { get; }

    /// <summary>The batches of an epoch.</summary>
    /// <param name="epoch">The number of the epoch.</param>
    /// <param name="attentionOf">
    /// The kind of attention that a row has in this epoch; asked with <see cref="LengthBucketsOptions.OneAttentionKind"/> alone.
    /// </param>
    /// <returns>The rows of each batch.</returns>
    /// <exception cref="ArgumentNullException">Batches are to have one kind of attention, and nobody tells that of a row.</exception>
    public int[][] Epoch(int epoch, Func<int, AttentionKind>? attentionOf = null)
    {
        KeyedRandom random = new(unchecked((ulong)_options.Seed), unchecked((ulong)epoch));
        int[] rows = [.. Enumerable.Range(0, _lengths.Length)];
        if (_options.Shuffle)
        {
            random.Shuffle(rows);
        }

        // OrderBy is stable: rows of equal length keep the order of the shuffle.
        rows = [.. rows.OrderByDescending(row => _lengths[row])];
        int[][] batches = [.. _options.OneAttentionKind ? OfOneKind(rows, attentionOf) : Cut(rows)];
        if (_options.Shuffle)
        {
            random.Shuffle(batches);
        }

        return batches;
    }

    internal static int RoundUp(int length, int multiple) => (length + multiple - 1) / multiple * multiple;

    // How many rows fit into a batch whose longest has this length.
    private int RowsOf(int length) => Math.Min(Math.Min(_options.MaximumRows, _lengths.Length), _options.MaximumTokens / Math.Max(1, length));

    private IEnumerable<int[]> Cut(int[] rows)
    {
        int start = 0;
        foreach (int end in Ends([.. rows.Select(row => _lengths[row])]))
        {
            yield return rows[start..end];
            start = end;
        }
    }

    // Where the batches end when the longest rows come first; the first row of a batch is its longest.
    private int[] Ends(int[] sorted)
    {
        List<int> ends = [];
        for (int start = 0; start < sorted.Length; start = ends[^1])
        {
            ends.Add(start + Math.Min(RowsOf(sorted[start]), sorted.Length - start));
        }

        return [.. ends];
    }

    private List<int[]> OfOneKind(int[] rows, Func<int, AttentionKind>? attentionOf)
    {
        ArgumentNullException.ThrowIfNull(attentionOf);
        List<int[]> batches = [.. rows.GroupBy(attentionOf).SelectMany(kind => Cut([.. kind]))];

        // Every epoch has as many steps, so the largest batches are halved until there are enough.
        while (batches.Count < BatchCount)
        {
            int largest = batches.IndexOf(batches.MaxBy(batch => batch.Length)!);
            int[] batch = batches[largest];
            batches[largest] = batch[..(batch.Length / 2)];
            batches.Insert(largest + 1, batch[(batch.Length / 2)..]);
        }

        return batches;
    }

    // Enough whatever kinds are drawn. Let r(x) be the rows that a batch holds whose longest row is x. The batches of one kind begin with rows
    // x1, x2, …, shorter and shorter; all but the last are full. Each row y of batch j counts 1/r(y) >= 1/r(x of j + 1), so the batch counts
    // at least r(xj) / r(xj+1) >= 1 - ln(r(xj+1) / r(xj)). Summed: a kind has at most (the sum of 1/r over its rows) + 1 + ln(r(shortest) / r(longest)).
    private int CountForAnyKinds()
    {
        if (_lengths.Length == 0)
        {
            return 0;
        }

        double full = _lengths.Sum(length => 1.0 / RowsOf(length));
        double spread = Math.Log(RowsOf(_lengths.Min()) / (double)RowsOf(_lengths.Max()));
        return (int)Math.Min(_lengths.Length, full + (Enum.GetValues<AttentionKind>().Length * (1 + spread)));
    }
}
