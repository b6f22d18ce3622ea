using Microsoft.ML;

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

    /// <summary>Of the first rows of a view a tenth to measure on, the others to learn from.</summary>
    /// <exception cref="InvalidDataException">There are fewer than ten rows.</exception>
    public static (IDataView Training, IDataView Validation) Split(MLContext ml, IDataView view, long count)
    {
        Check(count);
        return (ml.Data.SkipRows(ml.Data.TakeRows(view, count), count / Parts), ml.Data.TakeRows(view, count / Parts));
    }

    private static (TRow[] Training, TRow[] Validation) Split<T, TRow>(IReadOnlyCollection<T> parts, Func<IEnumerable<T>, IEnumerable<TRow>> rows)
    {
        Check(parts.Count);
        return ([.. rows(parts.Where((_, i) => i % Parts != 0))], [.. rows(parts.Where((_, i) => i % Parts == 0))]);
    }

    private static void Check(long count)
    {
        if (count < Parts)
        {
            throw new InvalidDataException($"{count} rows are too few to hold a tenth out; at least {Parts} are wanted.");
        }
    }
}
