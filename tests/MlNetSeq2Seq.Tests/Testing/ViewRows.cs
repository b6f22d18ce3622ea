using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>Reads whatever columns a view has, through the cursor contract itself.</summary>
internal static class ViewRows
{
    /// <summary>The rows in the order of one cursor.</summary>
    public static ViewRow[] Of(IDataView view, Random? random = null, IEnumerable<string>? columns = null)
    {
        DataViewSchema.Column[] read = Columns(view.Schema, columns);
        using DataViewRowCursor cursor = view.GetRowCursor(read, random);
        return Read(cursor, read, cursor.MoveNext);
    }

    /// <summary>The rows of each cursor of a set, read on as many threads.</summary>
    public static ViewRow[][] OfSet(IDataView view, int cursors, Random? random = null, IEnumerable<string>? columns = null)
    {
        DataViewSchema.Column[] read = Columns(view.Schema, columns);
        DataViewRowCursor[] set = view.GetRowCursorSet(read, cursors, random);

        // Whoever moves first gets the next rows; so each cursor has some before one thread can take them all.
        bool[] started = [.. set.Select(cursor => cursor.MoveNext())];
        var rows = new ViewRow[set.Length][];
        Parallel.For(0, set.Length, new ParallelOptions { MaxDegreeOfParallelism = set.Length }, i =>
        {
            using DataViewRowCursor cursor = set[i];
            bool isFirst = true;
            rows[i] = Read(cursor, read, () =>
            {
                bool moved = isFirst ? started[i] : cursor.MoveNext();
                isFirst = false;
                return moved;
            });
        });
        return rows;
    }

    /// <summary>The rows of a view as a mapper gives them for the rows of its source.</summary>
    public static ViewRow[] Mapped(IRowToRowMapper mapper, IDataView source)
    {
        DataViewSchema.Column[] read = Columns(mapper.OutputSchema, null);
        DataViewRowCursor cursor = source.GetRowCursor(mapper.GetDependencies(read));
        using DataViewRow row = mapper.GetRow(cursor, read);
        return Read(row, read, cursor.MoveNext);
    }

    /// <summary>Rows that are asked for by their numbers.</summary>
    public static ViewRow[] ByNumber(IIndexedRows view, long[] numbers, Random? random = null)
    {
        DataViewSchema.Column[] read = Columns(view.Schema, null);
        (DataViewRow row, Action<long> moveTo) = view.GetIndexedRow(read, random);
        int next = 0;
        return Read(row, read, () =>
        {
            if (next == numbers.Length)
            {
                return false;
            }

            moveTo(numbers[next++]);
            return true;
        });
    }

    /// <summary>Rows in an order that does not depend on who came first.</summary>
    public static ViewRow[] Sorted(IEnumerable<ViewRow> rows) =>
        [.. rows.OrderBy(r => r.Id, StringComparer.Ordinal).ThenBy(r => r.Values, StringComparer.Ordinal)];

    private static DataViewSchema.Column[] Columns(DataViewSchema schema, IEnumerable<string>? names) =>
        [.. names is null ? schema.Where(c => !c.IsHidden) : names.Select(n => schema[n])];

    private static ViewRow[] Read(DataViewRow row, DataViewSchema.Column[] columns, Func<bool> moveNext)
    {
        ValueGetter<DataViewRowId> getId = row.GetIdGetter();
        Func<string>[] readers = [.. columns.Select(c => Reader(row, c))];
        List<ViewRow> rows = [];
        while (moveNext())
        {
            DataViewRowId id = default;
            getId(ref id);
            rows.Add(new ViewRow($"{id}", string.Join("; ", readers.Zip(columns, (read, column) => $"{column.Name}: {read()}"))));
        }

        return [.. rows];
    }

    private static Func<string> Reader(DataViewRow row, DataViewSchema.Column column) => (Func<string>)typeof(ViewRows)
        .GetMethod(nameof(ReaderOf), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(column.Type.RawType)
        .Invoke(null, [row, column])!;

    private static Func<string> ReaderOf<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!; // kept from row to row, as a trainer keeps its buffers
        return () =>
        {
            getter(ref value);
            return value switch
            {
                VBuffer<int> vector => string.Join(' ', vector.DenseValues()),
                VBuffer<float> vector => string.Join(' ', vector.DenseValues().Select(v => v.ToString(CultureInfo.InvariantCulture))),
                VBuffer<ReadOnlyMemory<char>> vector => string.Join(' ', vector.DenseValues()),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            };
        };
    }
}
