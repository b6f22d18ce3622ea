using System;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Makes the getters that read columns out of the members of an object.</summary>
internal static class ObjectGetters
{
    /// <summary>
    /// A <see cref="ValueGetter{TValue}"/> of the column's raw type over whatever object <paramref name="current"/> gives.
    /// </summary>
    public static Delegate Create<TRow>(RowColumn column, Func<TRow> current)
    {
        Type type = column.MemberType;
        if (type == typeof(string))
        {
            return Text(column, current);
        }

        if (type == typeof(string[]))
        {
            return Texts(column, current);
        }

        if (type.IsArray)
        {
            return Generics.Call<Delegate>(Array<TRow, int>, new[] { typeof(TRow), type.GetElementType() }, column, current);
        }

        if (RowMembers.IsVBuffer(type))
        {
            return Generics.Call<Delegate>(Buffer<TRow, int>, new[] { typeof(TRow), type.GetGenericArguments()[0] }, column, current);
        }

        Func<RowColumn, Func<TRow>, Delegate> direct = column.Type is KeyDataViewType ? Key<TRow, int> : Direct<TRow, int>;
        return Generics.Call<Delegate>(direct, new[] { typeof(TRow), type }, column, current);
    }

    private static Delegate Text<TRow>(RowColumn column, Func<TRow> current)
    {
        Func<TRow, string> read = RowMembers.Getter<TRow, string>(column.Member);
        return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> destination) => destination = read(current()).AsMemory());
    }

    private static Delegate Texts<TRow>(RowColumn column, Func<TRow> current)
    {
        Func<TRow, string[]> read = RowMembers.Getter<TRow, string[]>(column.Member);
        return (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref VBuffer<ReadOnlyMemory<char>> destination) =>
        {
            ReadOnlySpan<string> texts = read(current());
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref destination, texts.Length);
            for (int i = 0; i < texts.Length; i++)
            {
                editor.Values[i] = texts[i].AsMemory();
            }

            destination = editor.Commit();
        });
    }

    private static Delegate Array<TRow, T>(RowColumn column, Func<TRow> current)
    {
        Func<TRow, T[]> read = RowMembers.Getter<TRow, T[]>(column.Member);
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) =>
        {
            ReadOnlySpan<T> items = read(current());
            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, items.Length);
            items.CopyTo(editor.Values);
            destination = editor.Commit();
        });
    }

    private static Delegate Buffer<TRow, T>(RowColumn column, Func<TRow> current)
    {
        Func<TRow, VBuffer<T>> read = RowMembers.Getter<TRow, VBuffer<T>>(column.Member);
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) => read(current()).CopyTo(ref destination));
    }

    private static Delegate Direct<TRow, T>(RowColumn column, Func<TRow> current)
    {
        Func<TRow, T> read = RowMembers.Getter<TRow, T>(column.Member);
        return (ValueGetter<T>)((ref T destination) => destination = read(current()));
    }

    // An object's keys begin at 0. A column's begin at 1, where 0 says that there is none.
    private static Delegate Key<TRow, T>(RowColumn column, Func<TRow> current)
    {
        Func<TRow, T> read = RowMembers.Getter<TRow, T>(column.Member);
        ulong count = ((KeyDataViewType)column.Type).Count;
        return (ValueGetter<T>)((ref T destination) =>
        {
            ulong key = Convert.ToUInt64(read(current()), System.Globalization.CultureInfo.InvariantCulture);
            destination = (T)Convert.ChangeType(key < count ? key + 1 : 0, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
        });
    }
}
