using System;
using System.Collections.Generic;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal static class RowCursorUtils
{
    internal const string FetchValueStateError =
        "Values cannot be fetched at this time. This method was called either before the first call to "
        + "MoveNext, or at any point after that method returned false.";

    /// <summary>The getter of a column, of whatever type it has.</summary>
    public static Delegate GetGetterAsDelegate(DataViewRow row, int col)
    {
        Contracts.CheckValue(row, nameof(row));
        Contracts.CheckParam(col >= 0 && col < row.Schema.Count, nameof(col));
        DataViewSchema.Column column = row.Schema[col];
        Contracts.CheckParam(row.IsColumnActive(column), nameof(col), "column was not active");
        return Generics.Call<Delegate>(
            (Func<DataViewRow, DataViewSchema.Column, Delegate>)GetGetter<int>, column.Type.RawType, row, column);
    }

    internal static Func<int, bool> FromColumnsToPredicate(IEnumerable<DataViewSchema.Column> columnsNeeded, DataViewSchema sourceSchema)
    {
        bool[] needed = Needed(columnsNeeded, sourceSchema.Count);
        return index => (uint)index < (uint)needed.Length && needed[index];
    }

    /// <summary>For each of <paramref name="count"/> columns, whether it is among those needed.</summary>
    internal static bool[] Needed(IEnumerable<DataViewSchema.Column> columnsNeeded, int count)
    {
        Contracts.CheckValue(columnsNeeded, nameof(columnsNeeded));
        var needed = new bool[count];
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            Contracts.CheckParam(column.Index < count, nameof(columnsNeeded), $"Column '{column.Name}' is not of this schema.");
            needed[column.Index] = true;
        }

        return needed;
    }

    internal static ValueGetter<TValue> Cast<TValue>(IExceptionContext ectx, Delegate getter) => getter as ValueGetter<TValue>
        ?? throw ectx.Except(
            $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");

    private static Delegate GetGetter<T>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<T>(column);
}
