using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Microsoft.Data.Analysis;

/// <summary>A column of values of an unmanaged type, each of which can be null.</summary>
public partial class PrimitiveDataFrameColumn<T> : DataFrameColumn, IEnumerable<T?>
    where T : unmanaged
{
    public PrimitiveDataFrameColumn(string name, IEnumerable<T?> values)
        : this(name, Read(values, value => value))
    {
    }

    public PrimitiveDataFrameColumn(string name, IEnumerable<T> values)
        : this(name, Read(values, value => value))
    {
    }

    /// <summary>A column of nulls.</summary>
    public PrimitiveDataFrameColumn(string name, long length = 0)
        : this(name, new ColumnStore<T>(length))
    {
    }

    internal PrimitiveDataFrameColumn(string name, ColumnStore<T> store)
        : base(name, store.Length, typeof(T))
    {
        Store = store;
    }

    public override long NullCount => Store.NullCount;

    internal ColumnStore<T> Store { get; }

    public new T? this[long rowIndex]
    {
        get => Store[rowIndex];
        set => Store[rowIndex] = value;
    }

    /// <summary>The values from the start on; fewer when the column ends before.</summary>
    public new IReadOnlyList<T?> this[long startIndex, int length]
    {
        get
        {
            if (startIndex >= Length)
                throw new ArgumentOutOfRangeException(nameof(startIndex), startIndex, $"The column has {Length} values.");
            int count = (int)Math.Min(length, Length - startIndex);
            return Enumerable.Range(0, count).Select(i => this[startIndex + i]).ToList();
        }
    }

    public void Append(T? value)
    {
        Store.Append(value);
        Length++;
    }

    public void AppendMany(T? value, long count)
    {
        Store.AppendMany(value, count);
        Length = Store.Length;
    }

    public override bool IsValid(long index) => Store.IsValid(index);

    public IEnumerator<T?> GetEnumerator()
    {
        for (long i = 0; i < Length; i++)
            yield return this[i];
    }

    /// <summary>The column with the function applied to every value that is not null.</summary>
    public PrimitiveDataFrameColumn<T> Apply(Func<T, T> func, bool inPlace = false)
    {
        PrimitiveDataFrameColumn<T> column = inPlace ? this : Clone();
        for (long i = 0; i < column.Length; i++)
        {
            if (column[i] is T value)
                column[i] = func(value);
        }
        return column;
    }

    public PrimitiveDataFrameColumn<T> FillNulls(T value, bool inPlace = false)
    {
        PrimitiveDataFrameColumn<T> column = inPlace ? this : Clone();
        column.Store.FillNulls(value);
        return column;
    }

    public new PrimitiveDataFrameColumn<T> DropNulls() => (PrimitiveDataFrameColumn<T>)DropNullsImplementation();

    public new PrimitiveDataFrameColumn<T> Sort(bool ascending = true, bool putNullValuesLast = true)
        => (PrimitiveDataFrameColumn<T>)base.Sort(ascending, putNullValuesLast);

    public new PrimitiveDataFrameColumn<T> Clone(long numberOfNullsToAppend = 0)
        => (PrimitiveDataFrameColumn<T>)CloneImplementation(numberOfNullsToAppend);

    public new PrimitiveDataFrameColumn<T> Clone(DataFrameColumn mapIndices, bool invertMapIndices = false, long numberOfNullsToAppend = 0)
        => (PrimitiveDataFrameColumn<T>)CloneImplementation(mapIndices, invertMapIndices, numberOfNullsToAppend);

    public PrimitiveDataFrameColumn<T> Clone(IEnumerable<long> mapIndices) => Clone(new Int64DataFrameColumn("Rows", mapIndices));

    public PrimitiveDataFrameColumn<T> Clone(IEnumerable<int> mapIndices) => Clone(new Int32DataFrameColumn("Rows", mapIndices));

    internal virtual PrimitiveDataFrameColumn<T> CreateNewColumn(string name, ColumnStore<T> store) => new(name, store);

    protected virtual PrimitiveDataFrameColumn<T> CreateNewColumn(string name, long length = 0) => new(name, length);

    protected T? GetTypedValue(long rowIndex) => Store[rowIndex];

    protected override object GetValue(long rowIndex) => Store[rowIndex];

    protected override IReadOnlyList<object> GetValues(long startIndex, int length)
        => this[startIndex, length].Select(value => (object)value).ToList();

    protected override void SetValue(long rowIndex, object value)
    {
        if (value is not (null or T))
            throw new ArgumentException($"Column '{Name}' takes values of {DataType}, not of {value.GetType()}.", nameof(value));
        Store[rowIndex] = (T?)value;
    }

    protected override IEnumerator GetEnumeratorCore() => GetEnumerator();

    protected override DataFrameColumn CloneImplementation(long numberOfNullsToAppend)
        => WithNulls(CreateNewColumn(Name, Store.Clone()), numberOfNullsToAppend);

    protected override DataFrameColumn CloneImplementation(DataFrameColumn mapIndices, bool invertMapIndices, long numberOfNullsToAppend)
    {
        if (mapIndices is null)
            return CloneImplementation(0);

        // The original has no memory to look into before the first value: even no rows at all, as of an empty column that is
        // sorted, cannot be chosen.
        if (Length == 0 && mapIndices is not PrimitiveDataFrameColumn<bool>)
            throw new ArgumentOutOfRangeException(nameof(mapIndices), $"Column '{Name}' is empty: it has no rows to choose by number.");

        PrimitiveDataFrameColumn<T> clone = CreateNewColumn(Name);
        foreach (long? row in RowMap.Read(mapIndices, invertMapIndices, Length))
            clone.Append(row is long index ? this[index] : null);
        return WithNulls(clone, numberOfNullsToAppend);
    }

    protected override DataFrameColumn FillNullsImplementation(object value, bool inPlace)
        => FillNulls((T)Convert.ChangeType(value, typeof(T)), inPlace);

    protected override DataFrameColumn DropNullsImplementation() => Clone(ElementwiseIsNotNull());

    protected internal override void Resize(long length)
    {
        Store.Resize(length);
        Length = Store.Length;
    }

    protected internal override PrimitiveDataFrameColumn<long> GetSortIndices(bool ascending = true, bool putNullValuesLast = true)
        => SortedRows.Find(this, row => Store[row].GetValueOrDefault(), ascending, putNullValuesLast);

    private static ColumnStore<T> Read<TValue>(IEnumerable<TValue> values, Func<TValue, T?> convert)
    {
        ArgumentNullException.ThrowIfNull(values);
        ColumnStore<T> store = new();
        foreach (TValue value in values)
            store.Append(convert(value));
        return store;
    }

    private static PrimitiveDataFrameColumn<T> WithNulls(PrimitiveDataFrameColumn<T> column, long count)
    {
        column.AppendMany(null, count);
        return column;
    }
}
