using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Microsoft.Data.Analysis;

/// <summary>A column of vectors, as IDataViews have them. It knows no nulls and no order.</summary>
public partial class VBufferDataFrameColumn<T> : DataFrameColumn, IEnumerable<VBuffer<T>>
{
    private readonly List<VBuffer<T>> _values;

    /// <summary>A column of empty vectors.</summary>
    public VBufferDataFrameColumn(string name, long length = 0)
        : base(name, length, typeof(VBuffer<T>))
    {
        _values = new List<VBuffer<T>>(new VBuffer<T>[length]);
    }

    public VBufferDataFrameColumn(string name, IEnumerable<VBuffer<T>> values)
        : base(name, 0, typeof(VBuffer<T>))
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values.ToList();
        Length = _values.Count;
    }

    public override long NullCount => 0;

    public new VBuffer<T> this[long rowIndex]
    {
        get => GetTypedValue(rowIndex);
        set => SetTypedValue(rowIndex, value);
    }

    public void Append(VBuffer<T> value)
    {
        _values.Add(value);
        Length++;
    }

    public IEnumerator<VBuffer<T>> GetEnumerator() => _values.GetEnumerator();

    public new VBufferDataFrameColumn<T> Clone(DataFrameColumn mapIndices, bool invertMapIndices, long numberOfNullsToAppend)
        => (VBufferDataFrameColumn<T>)CloneImplementation(mapIndices, invertMapIndices, numberOfNullsToAppend);

    public new VBufferDataFrameColumn<T> Clone(long numberOfNullsToAppend = 0)
        => (VBufferDataFrameColumn<T>)CloneImplementation(numberOfNullsToAppend);

    protected VBuffer<T> GetTypedValue(long rowIndex) => _values[Locate(rowIndex)];

    protected void SetTypedValue(long rowIndex, VBuffer<T> value) => _values[Locate(rowIndex)] = value;

    protected override object GetValue(long rowIndex) => GetTypedValue(rowIndex);

    protected override IReadOnlyList<object> GetValues(long startIndex, int length)
        => _values.Skip(Locate(startIndex)).Take(length).Select(value => (object)value).ToList();

    protected override void SetValue(long rowIndex, object value)
    {
        if (value is null)
            throw new NotSupportedException($"Column '{Name}' of vectors has no nulls.");
        if (value is not VBuffer<T> vector)
            throw new ArgumentException($"Column '{Name}' takes values of {DataType}, not of {value.GetType()}.", nameof(value));
        SetTypedValue(rowIndex, vector);
    }

    protected override IEnumerator GetEnumeratorCore() => GetEnumerator();

    protected override DataFrameColumn CloneImplementation(long numberOfNullsToAppend) => new VBufferDataFrameColumn<T>(Name, _values);

    protected override DataFrameColumn CloneImplementation(
        DataFrameColumn mapIndices, bool invertMapIndices = false, long numberOfNullsToAppend = 0)
    {
        if (mapIndices is null)
            return CloneImplementation(numberOfNullsToAppend);
        IEnumerable<long?> rows = RowMap.Read(mapIndices, invertMapIndices, Length);
        return new VBufferDataFrameColumn<T>(Name, rows.Select(row => row is long index ? this[index] : default));
    }

    protected override DataFrameColumn FillNullsImplementation(object value, bool inPlace) => inPlace ? this : Clone();

    protected override DataFrameColumn DropNullsImplementation() => Clone();

    protected internal override void Resize(long length)
    {
        if (length < Length)
            throw new ArgumentException($"A column of {Length} values cannot shrink to {length}.", nameof(length));
        while (Length < length)
            Append(default);
    }

    protected internal override PrimitiveDataFrameColumn<long> GetSortIndices(bool ascending, bool putNullValuesLast)
        => throw Unsupported();

    protected internal override void AddDataViewColumn(DataViewSchema.Builder builder)
        => builder.AddColumn(Name, new VectorDataViewType(DataViewTypes.Of(typeof(T))));

    // A copy: whoever asked may write into what it got.
    protected internal override Delegate GetDataViewGetter(DataViewRowCursor cursor)
        => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => this[cursor.Position].CopyTo(ref value));

    protected internal override Delegate GetValueGetterUsingCursor(DataViewRowCursor cursor, DataViewSchema.Column schemaColumn)
        => cursor.GetGetter<VBuffer<T>>(schemaColumn);

    protected internal override void AddValueUsingCursor(DataViewRowCursor cursor, Delegate getter)
    {
        // A fresh vector for each row: the column keeps what the getter fills.
        VBuffer<T> value = default;
        ((ValueGetter<VBuffer<T>>)getter)(ref value);
        if (cursor.Position == Length)
            Append(value);
        else
            this[cursor.Position] = value;
    }

    private int Locate(long rowIndex)
    {
        if ((ulong)rowIndex >= (ulong)Length)
            throw new ArgumentOutOfRangeException(nameof(rowIndex), rowIndex, $"The column has {Length} values.");
        return (int)rowIndex;
    }
}
