using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Microsoft.Data.Analysis;

/// <summary>A column of strings, each of which can be null.</summary>
public partial class StringDataFrameColumn : DataFrameColumn, IEnumerable<string>
{
    private readonly List<string> _values;
    private long _nullCount;

    /// <summary>A column of nulls.</summary>
    public StringDataFrameColumn(string name, long length = 0)
        : base(name, length, typeof(string))
    {
        _values = new List<string>(new string[length]);
        _nullCount = length;
    }

    public StringDataFrameColumn(string name, IEnumerable<string> values)
        : base(name, 0, typeof(string))
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values.ToList();
        _nullCount = _values.Count(value => value is null);
        Length = _values.Count;
    }

    public override long NullCount => _nullCount;

    public new string this[long rowIndex]
    {
        get => _values[Locate(rowIndex)];
        set
        {
            int index = Locate(rowIndex);
            if (_values[index] is null && value is not null)
                _nullCount--;
            else if (_values[index] is not null && value is null)
                _nullCount++;
            _values[index] = value;
        }
    }

    /// <summary>The values from the start on; fewer when the column ends before.</summary>
    public new List<string> this[long startIndex, int length]
    {
        get
        {
            int start = Locate(startIndex);
            return _values.GetRange(start, Math.Min(length, _values.Count - start));
        }
    }

    public void Append(string value)
    {
        _values.Add(value);
        if (value is null)
            _nullCount++;
        Length++;
    }

    public IEnumerator<string> GetEnumerator() => _values.GetEnumerator();

    /// <summary>The column with the function applied to every value that is not null.</summary>
    public StringDataFrameColumn Apply(Func<string, string> func, bool inPlace = false)
        => Rewrite(value => value is null ? null : func(value), inPlace);

    public StringDataFrameColumn FillNulls(string value, bool inPlace = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Rewrite(old => old ?? value, inPlace);
    }

    public new StringDataFrameColumn DropNulls() => (StringDataFrameColumn)DropNullsImplementation();

    public new StringDataFrameColumn Sort(bool ascending = true, bool putNullValuesLast = true)
        => (StringDataFrameColumn)base.Sort(ascending, putNullValuesLast);

    public new StringDataFrameColumn Clone(DataFrameColumn mapIndices, bool invertMapIndices, long numberOfNullsToAppend)
        => (StringDataFrameColumn)CloneImplementation(mapIndices, invertMapIndices, numberOfNullsToAppend);

    public new StringDataFrameColumn Clone(long numberOfNullsToAppend = 0)
        => (StringDataFrameColumn)CloneImplementation(numberOfNullsToAppend);

    protected override object GetValue(long rowIndex) => this[rowIndex];

    protected override IReadOnlyList<object> GetValues(long startIndex, int length) => this[startIndex, length];

    protected override void SetValue(long rowIndex, object value)
    {
        if (value is not (null or string))
            throw new ArgumentException($"Column '{Name}' takes values of {DataType}, not of {value.GetType()}.", nameof(value));
        this[rowIndex] = (string)value;
    }

    protected override IEnumerator GetEnumeratorCore() => GetEnumerator();

    protected override DataFrameColumn CloneImplementation(long numberOfNullsToAppend)
    {
        StringDataFrameColumn clone = new(Name, _values);
        clone.Resize(Length + numberOfNullsToAppend);
        return clone;
    }

    protected override DataFrameColumn CloneImplementation(
        DataFrameColumn mapIndices, bool invertMapIndices = false, long numberOfNullsToAppend = 0)
    {
        if (mapIndices is null)
            return CloneImplementation(numberOfNullsToAppend);

        StringDataFrameColumn clone = new(Name);
        foreach (long? row in RowMap.Read(mapIndices, invertMapIndices, Length))
            clone.Append(row is long index ? this[index] : null);
        clone.Resize(clone.Length + numberOfNullsToAppend);
        return clone;
    }

    protected override DataFrameColumn FillNullsImplementation(object value, bool inPlace)
        => value is string text
            ? FillNulls(text, inPlace)
            : throw new ArgumentException($"Column '{Name}' takes values of {DataType}.", nameof(value));

    protected override DataFrameColumn DropNullsImplementation()
        => new StringDataFrameColumn(Name, _values.Where(value => value is not null));

    protected internal override void Resize(long length)
    {
        if (length < Length)
            throw new ArgumentException($"A column of {Length} values cannot shrink to {length}.", nameof(length));
        while (Length < length)
            Append(null);
    }

    protected internal override PrimitiveDataFrameColumn<long> GetSortIndices(bool ascending, bool putNullValuesLast)
    {
        // As in the original, though there is nothing wrong with sorting nothing.
        if (Length == 0)
            throw new IndexOutOfRangeException($"Column '{Name}' is empty: there is nothing to sort.");
        return SortedRows.Find(this, row => this[row], ascending, putNullValuesLast);
    }

    protected internal override void AddDataViewColumn(DataViewSchema.Builder builder)
        => builder.AddColumn(Name, TextDataViewType.Instance);

    // A null is shown as empty text.
    protected internal override Delegate GetDataViewGetter(DataViewRowCursor cursor)
        => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = this[cursor.Position].AsMemory());

    protected internal override Delegate GetValueGetterUsingCursor(DataViewRowCursor cursor, DataViewSchema.Column schemaColumn)
        => cursor.GetGetter<ReadOnlyMemory<char>>(schemaColumn);

    protected internal override void AddValueUsingCursor(DataViewRowCursor cursor, Delegate getter)
    {
        ReadOnlyMemory<char> value = default;
        ((ValueGetter<ReadOnlyMemory<char>>)getter)(ref value);
        if (cursor.Position == Length)
            Append(value.ToString());
        else
            this[cursor.Position] = value.ToString();
    }

    private StringDataFrameColumn Rewrite(Func<string, string> rewrite, bool inPlace)
    {
        StringDataFrameColumn column = inPlace ? this : Clone();
        for (long i = 0; i < column.Length; i++)
            column[i] = rewrite(column[i]);
        return column;
    }

    private int Locate(long rowIndex)
    {
        if ((ulong)rowIndex >= (ulong)Length)
            throw new ArgumentOutOfRangeException(nameof(rowIndex), rowIndex, $"The column has {Length} values.");
        return (int)rowIndex;
    }
}
