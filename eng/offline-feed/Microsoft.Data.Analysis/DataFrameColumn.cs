using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.ML;

namespace Microsoft.Data.Analysis;

/// <summary>A named column of values of one type, any of which can be null.</summary>
public abstract partial class DataFrameColumn : IEnumerable
{
    // A column can stand in several frames; each knows its columns by name.
    private readonly List<DataFrameColumnCollection> _owners = new();
    private long _length;

    protected DataFrameColumn(string name, long length, Type type)
    {
        Name = name;
        Length = length;
        DataType = type;
    }

    public long Length
    {
        get => _length;
        protected set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Length));
            _length = value;
        }
    }

    public abstract long NullCount { get; }

    public string Name { get; private set; }

    public Type DataType { get; }

    public object this[long rowIndex]
    {
        get => GetValue(rowIndex);
        set => SetValue(rowIndex, value);
    }

    public IReadOnlyList<object> this[long startIndex, int length] => GetValues(startIndex, length);

    public static PrimitiveDataFrameColumn<T> Create<T>(string name, IEnumerable<T?> values)
        where T : unmanaged
        => new(name, values);

    public static PrimitiveDataFrameColumn<T> Create<T>(string name, IEnumerable<T> values)
        where T : unmanaged
        => new(name, values);

    public static StringDataFrameColumn Create(string name, IEnumerable<string> values) => new(name, values);

    public void SetName(string newName)
    {
        foreach (DataFrameColumnCollection owner in _owners)
            owner.ColumnRenamed(this, newName);
        Name = newName;
    }

    public virtual bool IsValid(long index) => NullCount == 0 || this[index] != null;

    public DataFrameColumn Clone(long numberOfNullsToAppend = 0) => CloneImplementation(numberOfNullsToAppend);

    /// <summary>The rows that the map names (long or int: row numbers, a null gives a null; bool: the rows marked true).</summary>
    public DataFrameColumn Clone(DataFrameColumn mapIndices, bool invertMapIndices = false, long numberOfNullsToAppend = 0)
        => CloneImplementation(mapIndices, invertMapIndices, numberOfNullsToAppend);

    public DataFrameColumn Sort(bool ascending = true, bool putNullValuesLast = true)
        => Clone(GetSortIndices(ascending, putNullValuesLast));

    /// <summary>A column with the nulls replaced; the value is converted to the type of the column.</summary>
    public virtual DataFrameColumn FillNulls(object value, bool inPlace = false) => FillNullsImplementation(value, inPlace);

    public virtual DataFrameColumn DropNulls() => DropNullsImplementation();

    public virtual bool IsNumericColumn() => false;

    public virtual double Mean() => throw Unsupported();

    public virtual double Median() => throw Unsupported();

    public virtual bool HasDescription() => false;

    /// <summary>Two rows: the type, and the number of values that are not null.</summary>
    public virtual StringDataFrameColumn Info()
        => new(Name, new[] { DataType.ToString(), (Length - NullCount).ToString(CultureInfo.CurrentCulture) });

    public virtual DataFrameColumn Description() => throw Unsupported();

    public override string ToString() => ToString(DataFrame.RowsInPreview);

    public string ToString(long rowsToShow)
    {
        StringBuilder text = new(Name);
        long shown = Math.Min(Length, rowsToShow);
        for (long i = 0; i < shown; i++)
            text.Append(this[i] ?? "null").AppendLine();
        if (shown < Length)
            text.Append(DataFrame.RowsNotShown(rowsToShow, Length)).AppendLine();
        return text.Append("Name: ").Append(Name).Append(", Type: ").Append(DataType).ToString();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumeratorCore();

    internal void AddOwner(DataFrameColumnCollection owner)
    {
        if (!_owners.Contains(owner))
            _owners.Add(owner);
    }

    internal void RemoveOwner(DataFrameColumnCollection owner) => _owners.Remove(owner);

    protected abstract object GetValue(long rowIndex);

    protected abstract IReadOnlyList<object> GetValues(long startIndex, int length);

    protected abstract void SetValue(long rowIndex, object value);

    protected abstract IEnumerator GetEnumeratorCore();

    protected abstract DataFrameColumn CloneImplementation(DataFrameColumn mapIndices, bool invertMapIndices, long numberOfNullsToAppend);

    protected abstract DataFrameColumn CloneImplementation(long numberOfNullsToAppend = 0);

    protected abstract DataFrameColumn FillNullsImplementation(object value, bool inPlace);

    protected abstract DataFrameColumn DropNullsImplementation();

    /// <summary>The row numbers that, used as a map, give the sorted column.</summary>
    protected internal abstract PrimitiveDataFrameColumn<long> GetSortIndices(bool ascending, bool putNullValuesLast);

    /// <summary>Lengthens the column with nulls.</summary>
    protected internal virtual void Resize(long length) => throw Unsupported();

    /// <summary>A getter of an IDataView's cursor that stands over this column.</summary>
    protected internal virtual Delegate GetDataViewGetter(DataViewRowCursor cursor) => throw Unsupported();

    protected internal virtual void AddDataViewColumn(DataViewSchema.Builder builder) => throw Unsupported();

    /// <summary>Takes the value of the cursor's row, with the getter of <see cref="GetValueGetterUsingCursor"/>.</summary>
    protected internal virtual void AddValueUsingCursor(DataViewRowCursor cursor, Delegate ValueGetter) => throw Unsupported();

    protected internal virtual Delegate GetValueGetterUsingCursor(DataViewRowCursor cursor, DataViewSchema.Column schemaColumn)
        => throw Unsupported();

    private protected ArgumentException OtherLength(DataFrameColumn column)
        => new($"Column '{column.Name}' has {column.Length} values, but column '{Name}' has {Length}.", nameof(column));

    private protected NotSupportedException Unsupported([CallerMemberName] string member = null)
        => new($"{member} is not defined for column '{Name}' of {DataType}.");
}
