namespace MlNetSeq2Seq.Mixing;

/// <summary>How many rows each source gives to a pass, and in which order the sources take turns.</summary>
/// <remarks>
/// The numbers follow the rates to less than a row and are the same in every pass, so that steps per epoch stay exact; what is drawn is
/// the order. A source's turns are as likely at any place as at any other.
/// </remarks>
public sealed class MixPlan
{
    private readonly long[] _rows;

    /// <summary>Deals the rows of a pass out to the sources.</summary>
    /// <param name="sizes">Rows of each source, greater than 0; shape [sources].</param>
    /// <param name="rates">The rates.</param>
    /// <param name="length">How many rows a pass has, where <paramref name="rowCount"/> does not say so.</param>
    /// <param name="rowCount">Rows of a pass, greater than 0; null for as many as <paramref name="length"/> wants.</param>
    /// <exception cref="ArgumentException">A number is out of range, or the rates do not fit the sources.</exception>
    public MixPlan(ReadOnlySpan<long> sizes, MixingRates rates, MixLength length = MixLength.EveryRow, long? rowCount = null)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowCount ?? 1, nameof(rowCount));
        Rates = rates.Of(sizes);
        _rows = rowCount is { } count ? Deal(Rates, count) : Deal(sizes, Rates, length);
        RowCount = _rows.Sum();
        if (RowCount == 0)
        {
            throw new ArgumentException("MixPlan finds no row for a pass without repeats; allow repeats or give the number of rows.", nameof(length));
        }
    }

    /// <summary>The share of each source that was wanted, shape [sources].</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>Rows of each source in a pass, shape [sources].</summary>
    public IReadOnlyList<long> Rows => _rows;

    /// <summary>Rows of a pass.</summary>
    public long RowCount { get; }

    /// <summary>The number of the source of each row of a pass; lazy, in memory that does not grow with the rows.</summary>
    /// <param name="random">The only source of chance.</param>
    public IEnumerable<int> Turns(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Draw(random);
    }

    // The largest remainders get the rows that are left; of equal ones the first.
    private static long[] Deal(IReadOnlyList<double> rates, long count)
    {
        long[] rows = [.. rates.Select(rate => (long)Math.Floor(rate * count))];
        long left = count - rows.Sum();
        foreach (int source in Enumerable.Range(0, rows.Length).OrderByDescending(i => (rates[i] * count) - rows[i]).Take((int)left))
        {
            rows[source]++;
        }

        return rows;
    }

    private static long[] Deal(ReadOnlySpan<long> sizes, IReadOnlyList<double> rates, MixLength length)
    {
        // The source that decides is read exactly once; rounding must not take or add a row.
        long[] all = sizes.ToArray();
        double[] passes = [.. all.Select((size, i) => size / rates[i])];
        bool isEveryRow = length == MixLength.EveryRow;
        double total = isEveryRow ? passes.Max() : passes.Min();
        return [.. all.Select((size, i) => isEveryRow ? Math.Max(size, (long)Math.Round(total * rates[i])) : Math.Min(size, (long)Math.Round(total * rates[i])))];
    }

    // Drawing without putting back: a source's chance is its share of what is still to come.
    private IEnumerable<int> Draw(Random random)
    {
        long[] left = [.. _rows];
        for (long rest = RowCount; rest > 0; rest--)
        {
            long drawn = random.NextInt64(rest);
            int source = 0;
            while (drawn >= left[source])
            {
                drawn -= left[source++];
            }

            left[source]--;
            yield return source;
        }
    }
}
