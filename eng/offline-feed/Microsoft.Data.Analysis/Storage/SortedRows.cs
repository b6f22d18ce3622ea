using System;
using System.Collections.Generic;
using System.Linq;

namespace Microsoft.Data.Analysis;

internal static class SortedRows
{
    /// <summary>Row numbers in the order of the values; nulls at one end whatever the order of the others.</summary>
    public static PrimitiveDataFrameColumn<long> Find<TValue>(
        DataFrameColumn column, Func<long, TValue> valueAt, bool ascending, bool nullsLast)
    {
        List<long> rows = new();
        List<long> nulls = new();
        for (long row = 0; row < column.Length; row++)
            (column.IsValid(row) ? rows : nulls).Add(row);

        // Equal values stay in the order of their rows going up, and stand in the reverse of it going down.
        long[] sorted = rows.OrderBy(valueAt, Comparer<TValue>.Default).ToArray();
        if (!ascending)
            Array.Reverse(sorted);
        return new Int64DataFrameColumn("SortIndices", nullsLast ? sorted.Concat(nulls) : nulls.Concat(sorted));
    }
}
