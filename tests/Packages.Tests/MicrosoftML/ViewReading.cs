using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>Reads views through the cursor contract itself, so that tests see what a trainer sees.</summary>
internal static class ViewReading
{
    /// <summary>The values of a column, in the order of one cursor.</summary>
    public static List<T> Values<T>(this IDataView view, string column, Random? random = null)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]], random);
        return cursor.Rest<T>(column);
    }

    /// <summary>What two schemas must agree in to be the same to a reader.</summary>
    public static (string Name, DataViewType Type, bool IsHidden)[] NamesAndTypes(this DataViewSchema schema)
        => schema.Select(column => (column.Name, column.Type, column.IsHidden)).ToArray();

    public static List<string> Texts(this IDataView view, string column, Random? random = null)
        => view.Values<ReadOnlyMemory<char>>(column, random).ConvertAll(text => text.ToString());

    /// <summary>What is left of a column.</summary>
    public static List<T> Rest<T>(this DataViewRowCursor cursor, string column)
    {
        ValueGetter<T> get = cursor.GetGetter<T>(cursor.Schema[column]);
        var values = new List<T>();
        while (cursor.MoveNext())
        {
            T value = default!;
            get(ref value);
            values.Add(value);
        }

        return values;
    }

    /// <summary>Row ids with a column's values, in the order of one cursor.</summary>
    public static List<(DataViewRowId Id, T Value)> RowsWithIds<T>(this DataViewRowCursor cursor, string column)
    {
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        ValueGetter<T> get = cursor.GetGetter<T>(cursor.Schema[column]);
        var rows = new List<(DataViewRowId, T)>();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            T value = default!;
            getId(ref id);
            get(ref value);
            rows.Add((id, value));
        }

        return rows;
    }

    /// <summary>Row ids with a column's values, of all cursors of a set, one cursor after the other.</summary>
    public static List<(DataViewRowId Id, T Value)> RowsOfSet<T>(this IDataView view, string column, int cursors, Random? random = null)
    {
        var rows = new List<(DataViewRowId, T)>();
        foreach (DataViewRowCursor cursor in view.GetRowCursorSet([view.Schema[column]], cursors, random))
        {
            using (cursor)
            {
                rows.AddRange(cursor.RowsWithIds<T>(column));
            }
        }

        return rows;
    }

    /// <summary>The same, with each cursor on a thread of its own.</summary>
    public static List<(DataViewRowId Id, T Value)> RowsOfParallelSet<T>(this IDataView view, string column, int cursors)
        => view.GetRowCursorSet([view.Schema[column]], cursors).AsParallel().WithDegreeOfParallelism(cursors)
            .SelectMany(cursor =>
            {
                using (cursor)
                {
                    return cursor.RowsWithIds<T>(column);
                }
            })
            .ToList();

    public static List<(DataViewRowId Id, T Value)> RowsOfOne<T>(this IDataView view, string column, Random? random = null)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]], random);
        return cursor.RowsWithIds<T>(column);
    }
}

/// <summary>A row with a number and a text.</summary>
public class Numbered
{
    public int Number { get; set; }

    public string? Text { get; set; }

    /// <summary>Rows from 0 on, whose text is their number.</summary>
    public static List<Numbered> Rows(int count)
        => Enumerable.Range(0, count).Select(i => new Numbered { Number = i, Text = $"row {i}" }).ToList();
}
