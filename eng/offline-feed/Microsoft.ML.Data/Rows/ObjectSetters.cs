using System;
using Microsoft.ML.Internal.Utilities;

namespace Microsoft.ML.Data;

/// <summary>Makes the actions that write a column's value into a member of an object.</summary>
internal static class ObjectSetters
{
    public static Action<TRow> Create<TRow>(RowColumn target, DataViewRow row, DataViewSchema.Column source)
    {
        Type type = target.MemberType;
        if (type == typeof(string))
        {
            return Text<TRow>(target, row, source);
        }

        if (type == typeof(string[]))
        {
            return Array<TRow, ReadOnlyMemory<char>, string>(target, row, source, text => text.ToString());
        }

        if (type.IsArray)
        {
            Func<RowColumn, DataViewRow, DataViewSchema.Column, Func<int, int>, Action<TRow>> array = Array<TRow, int, int>;
            Type item = type.GetElementType();
            return Generics.Call<Action<TRow>>(array, new[] { typeof(TRow), item, item }, target, row, source, null);
        }

        if (RowMembers.IsVBuffer(type))
        {
            Func<RowColumn, DataViewRow, DataViewSchema.Column, Action<TRow>> buffer = Buffer<TRow, int>;
            return Generics.Call<Action<TRow>>(buffer, new[] { typeof(TRow), type.GetGenericArguments()[0] }, target, row, source);
        }

        Func<RowColumn, DataViewRow, DataViewSchema.Column, Action<TRow>> direct = Direct<TRow, int>;
        return Generics.Call<Action<TRow>>(direct, new[] { typeof(TRow), type }, target, row, source);
    }

    private static Action<TRow> Text<TRow>(RowColumn target, DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<ReadOnlyMemory<char>> get = row.GetGetter<ReadOnlyMemory<char>>(source);
        Action<TRow, string> write = RowMembers.Setter<TRow, string>(target.Member);
        ReadOnlyMemory<char> value = default;
        return instance =>
        {
            get(ref value);
            write(instance, value.ToString());
        };
    }

    // The array that the object already has is used again where its size fits; so an object without one keeps null for an empty vector.
    private static Action<TRow> Array<TRow, TSource, TItem>(
        RowColumn target, DataViewRow row, DataViewSchema.Column source, Func<TSource, TItem> convert)
    {
        ValueGetter<VBuffer<TSource>> get = row.GetGetter<VBuffer<TSource>>(source);
        Func<TRow, TItem[]> read = Reader<TRow, TItem[]>(target);
        Action<TRow, TItem[]> write = RowMembers.Setter<TRow, TItem[]>(target.Member);
        VBuffer<TSource> value = default;
        return instance =>
        {
            get(ref value);
            TItem[] items = read(instance);
            if ((items?.Length ?? 0) != value.Length)
            {
                items = new TItem[value.Length];
            }

            if (convert is null)
            {
                value.CopyTo((TSource[])(object)items);
            }
            else
            {
                foreach ((int index, TSource item) in value.Items(all: true))
                {
                    items[index] = convert(item);
                }
            }

            write(instance, items);
        };
    }

    private static Action<TRow> Buffer<TRow, T>(RowColumn target, DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(source);
        Func<TRow, VBuffer<T>> read = Reader<TRow, VBuffer<T>>(target);
        Action<TRow, VBuffer<T>> write = RowMembers.Setter<TRow, VBuffer<T>>(target.Member);
        return instance =>
        {
            VBuffer<T> value = read(instance);
            get(ref value);
            write(instance, value);
        };
    }

    private static Action<TRow> Direct<TRow, T>(RowColumn target, DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<T> get = row.GetGetter<T>(source);
        Action<TRow, T> write = RowMembers.Setter<TRow, T>(target.Member);
        T value = default;
        return instance =>
        {
            get(ref value);
            write(instance, value);
        };
    }

    private static Func<TRow, TValue> Reader<TRow, TValue>(RowColumn column)
        => RowMembers.CanRead(column.Member) ? RowMembers.Getter<TRow, TValue>(column.Member) : _ => default;
}
