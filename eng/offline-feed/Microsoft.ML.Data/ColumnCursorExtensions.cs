using System;
using System.Collections.Generic;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Enumerates one column.</summary>
public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName)
    {
        Contracts.CheckValue(data, nameof(data));
        return data.GetColumn<T>(data.Schema[columnName]);
    }

    /// <summary>The values of a column; vectors as arrays, and text as strings, if those are asked for.</summary>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckNonEmpty(column.Name, nameof(column));
        if (column.Index >= data.Schema.Count
            || data.Schema[column.Index].Name != column.Name
            || !data.Schema[column.Index].Type.Equals(column.Type))
        {
            throw Contracts.ExceptParam(nameof(column),
                $"column with name {column.Name}, type {column.Type}, and index {column.Index} cannot be found in {nameof(data)}");
        }

        if (column.Type.RawType == typeof(T))
        {
            return Values<T, T>(data, column, value => value);
        }

        if (typeof(T) == typeof(string) && column.Type is TextDataViewType)
        {
            return (IEnumerable<T>)Values<ReadOnlyMemory<char>, string>(data, column, text => text.ToString());
        }

        if (typeof(T).IsArray && column.Type is VectorDataViewType vector)
        {
            if (typeof(T) == typeof(string[]) && vector.ItemType is TextDataViewType)
            {
                return (IEnumerable<T>)Values<VBuffer<ReadOnlyMemory<char>>, string[]>(
                    data, column, texts => Array.ConvertAll(ToArray(texts), text => text.ToString()));
            }

            if (typeof(T).GetElementType() == vector.ItemType.RawType)
            {
                return Generics.Call<IEnumerable<T>>(
                    (Func<IDataView, DataViewSchema.Column, IEnumerable<int[]>>)Arrays<int>, vector.ItemType.RawType, data, column);
            }
        }

        throw Contracts.ExceptParam(nameof(column),
            $"Cannot map column (name: {column.Name}, type: {column.Type}) in {nameof(data)} to the user-defined type, {typeof(T)}.");
    }

    private static IEnumerable<T[]> Arrays<T>(IDataView data, DataViewSchema.Column column)
        => Values<VBuffer<T>, T[]>(data, column, ToArray);

    private static T[] ToArray<T>(VBuffer<T> vector)
    {
        var items = new T[vector.Length];
        vector.CopyTo(items);
        return items;
    }

    private static IEnumerable<TResult> Values<TValue, TResult>(IDataView data, DataViewSchema.Column column, Func<TValue, TResult> convert)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(new[] { data.Schema[column.Index] });
        ValueGetter<TValue> get = cursor.GetGetter<TValue>(data.Schema[column.Index]);
        while (cursor.MoveNext())
        {
            // Not one variable for all rows: a vector would be handed out in the same arrays again.
            TValue value = default;
            get(ref value);
            yield return convert(value);
        }
    }
}
