using System;
using System.Collections.Generic;

namespace Microsoft.Data.Analysis;

/// <summary>Which rows of a column its mapped clone has, in which order; null stands for a null.</summary>
internal static class RowMap
{
    public static IEnumerable<long?> Read(DataFrameColumn mapIndices, bool inverted, long length) => mapIndices switch
    {
        PrimitiveDataFrameColumn<long> rows => Ordered(rows, inverted),
        PrimitiveDataFrameColumn<int> rows => Widened(rows, inverted),
        PrimitiveDataFrameColumn<bool> marks when marks.Length > length
            => throw new ArgumentException($"The filter has {marks.Length} values, but the column has {length}.", nameof(mapIndices)),
        PrimitiveDataFrameColumn<bool> marks => Marked(marks),
        _ => throw new ArgumentException(
            $"Rows are chosen by a column of long, int or bool, not of {mapIndices.DataType}.", nameof(mapIndices)),
    };

    private static IEnumerable<long?> Ordered(PrimitiveDataFrameColumn<long> rows, bool inverted)
    {
        for (long i = 0; i < rows.Length; i++)
            yield return rows[inverted ? rows.Length - 1 - i : i];
    }

    private static IEnumerable<long?> Widened(PrimitiveDataFrameColumn<int> rows, bool inverted)
    {
        for (long i = 0; i < rows.Length; i++)
            yield return rows[inverted ? rows.Length - 1 - i : i];
    }

    private static IEnumerable<long?> Marked(PrimitiveDataFrameColumn<bool> marks)
    {
        for (long i = 0; i < marks.Length; i++)
        {
            if (marks[i] == true)
                yield return i;
        }
    }
}
