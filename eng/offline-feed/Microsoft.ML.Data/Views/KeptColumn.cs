using System;
using Microsoft.ML.Internal.Utilities;

namespace Microsoft.ML.Data;

/// <summary>Values of one column, kept by number for reading in another order, or again.</summary>
internal abstract class KeptColumn
{
    public static KeptColumn Create(DataViewRow row, DataViewSchema.Column column, int capacity)
    {
        Func<DataViewRow, DataViewSchema.Column, int, KeptColumn> create = Create<int>;
        return Generics.Call<KeptColumn>(create, column.Type.RawType, row, column, capacity);
    }

    /// <summary>The values of the row's ids.</summary>
    public static KeptColumn<DataViewRowId> CreateForIds(DataViewRow row, int capacity) => new(row.GetIdGetter(), capacity);

    /// <summary>Keeps the current value of the row that the column was created for.</summary>
    public abstract void Keep(int index);

    /// <summary>A getter of the kept values.</summary>
    /// <param name="index">Says which, at the time of the call.</param>
    public abstract Delegate CreateGetter(Func<int> index);

    /// <summary>Ends the filling: lets go of the row, and of the room that was not needed.</summary>
    public abstract void Close(int count);

    // A vector is copied, for the row may use its arrays again; and so is it for the reader, who may do with them what he likes.
    private static KeptColumn Create<T>(DataViewRow row, DataViewSchema.Column column, int capacity)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            return new KeptColumn<T>(row.GetGetter<T>(column), capacity);
        }

        Func<DataViewRow, DataViewSchema.Column, int, KeptColumn> create = CreateVector<int>;
        return Generics.Call<KeptColumn>(create, vector.ItemType.RawType, row, column, capacity);
    }

    private static KeptColumn CreateVector<T>(DataViewRow row, DataViewSchema.Column column, int capacity)
    {
        KeptColumn<VBuffer<T>>.Copier copy = static (in VBuffer<T> source, ref VBuffer<T> target) => source.CopyTo(ref target);
        return new KeptColumn<VBuffer<T>>(row.GetGetter<VBuffer<T>>(column), capacity, copy);
    }
}

/// <summary>The values of a column of a known type.</summary>
internal sealed class KeptColumn<T> : KeptColumn
{
    private readonly Copier _copy;
    private ValueGetter<T> _get;
    private T[] _values;

    public KeptColumn(ValueGetter<T> get, int capacity, Copier copy = null)
    {
        (_get, _copy) = (get, copy);
        _values = new T[capacity];
    }

    public delegate void Copier(in T source, ref T target);

    public override void Keep(int index)
    {
        if (index >= _values.Length)
        {
            Array.Resize(ref _values, (int)Math.Min(Array.MaxLength, Math.Max(16, 2L * _values.Length)));
        }

        _get(ref _values[index]);
    }

    public override Delegate CreateGetter(Func<int> index) => (ValueGetter<T>)((ref T value) =>
    {
        int i = index();
        if (_copy is null)
        {
            value = _values[i];
        }
        else
        {
            _copy(in _values[i], ref value);
        }
    });

    public override void Close(int count)
    {
        _get = null;
        Array.Resize(ref _values, count);
    }
}
