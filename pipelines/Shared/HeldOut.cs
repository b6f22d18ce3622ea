namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Holds a tenth of the data out, to measure on what was not learnt.</summary>
internal static class HeldOut
{
    private const int Parts = 10;

    /// <summary>Every tenth row to measure on, the others to learn from.</summary>
    /// <exception cref="InvalidDataException">There are fewer than ten.</exception>
    public static (T[] Training, T[] Validation) Split<T>(IReadOnlyCollection<T> rows) => Split(rows, rows => rows);

    /// <summary>Every tenth group of rows to measure on, so that what belongs together is on one side.</summary>
    /// <exception cref="InvalidDataException">There are fewer than ten groups.</exception>
    public static (T[] Training, T[] Validation) SplitBy<T, TKey>(IEnumerable<T> rows, Func<T, TKey> key) =>
        Split([.. rows.GroupBy(key)], groups => groups.SelectMany(group => group));

    /// <summary>How many of so many rows are held out.</summary>
    /// <exception cref="InvalidDataException">There are fewer than ten rows.</exception>
    public static long CountOf(long rows) => rows >= Parts
        ? rows / Parts
        : throw new InvalidDataException($"{rows} rows are too few to hold a tenth out; at least {Parts} are wanted.");

    private static (TRow[] Training, TRow[] Validation) Split<T, TRow>(IReadOnlyCollection<T> parts, Func<IEnumerable<T>, IEnumerable<TRow>> rows)
    {
        _ = CountOf(parts.Count);
        return ([.. rows(parts.Where((_, i) => i % Parts != 0))], [.. rows(parts.Where((_, i) => i % Parts == 0))]);
    }
}
