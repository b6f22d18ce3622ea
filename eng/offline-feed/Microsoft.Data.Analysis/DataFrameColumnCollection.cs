using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace Microsoft.Data.Analysis;

/// <summary>The columns of a frame: all of one length, each name once.</summary>
public class DataFrameColumnCollection : Collection<DataFrameColumn>
{
    private readonly Dictionary<string, int> _indexOfName = new(StringComparer.Ordinal);
    private readonly Action _columnsChanged;

    internal DataFrameColumnCollection(IEnumerable<DataFrameColumn> columns, Action columnsChanged)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columnsChanged = columnsChanged;
        foreach (DataFrameColumn column in columns)
            Add(column);
    }

    internal long RowCount { get; set; }

    public DataFrameColumn this[string columnName]
    {
        get
        {
            int index = IndexOf(columnName);
            if (index < 0)
                throw NoSuchColumn(columnName, nameof(columnName));
            return this[index];
        }
        set
        {
            int index = IndexOf(columnName);
            value.SetName(columnName);
            if (index < 0)
                Add(value);
            else
                this[index] = value;
        }
    }

    public int IndexOf(string columnName) => columnName != null && _indexOfName.TryGetValue(columnName, out int index) ? index : -1;

    public void RenameColumn(string currentName, string newName) => this[currentName].SetName(newName);

    public void Insert<T>(int columnIndex, IEnumerable<T> column, string columnName)
        where T : unmanaged
        => Insert(columnIndex, new PrimitiveDataFrameColumn<T>(columnName, column));

    /// <summary>Takes the column out; a name that is not there changes nothing.</summary>
    public void Remove(string columnName)
    {
        int index = IndexOf(columnName);
        if (index >= 0)
            RemoveAt(index);
    }

    public PrimitiveDataFrameColumn<T> GetPrimitiveColumn<T>(string name)
        where T : unmanaged
        => Get<PrimitiveDataFrameColumn<T>>(name, typeof(T));

    public StringDataFrameColumn GetStringColumn(string name) => Get<StringDataFrameColumn>(name, typeof(string));

    public BooleanDataFrameColumn GetBooleanColumn(string name) => Get<BooleanDataFrameColumn>(name, typeof(bool));

    public Int32DataFrameColumn GetInt32Column(string name) => Get<Int32DataFrameColumn>(name, typeof(int));

    public Int64DataFrameColumn GetInt64Column(string name) => Get<Int64DataFrameColumn>(name, typeof(long));

    public SingleDataFrameColumn GetSingleColumn(string name) => Get<SingleDataFrameColumn>(name, typeof(float));

    public DoubleDataFrameColumn GetDoubleColumn(string name) => Get<DoubleDataFrameColumn>(name, typeof(double));

    public DateTimeDataFrameColumn GetDateTimeColumn(string name) => Get<DateTimeDataFrameColumn>(name, typeof(DateTime));

    internal static ArgumentException NoSuchColumn(string name, string parameter)
        => new($"The data frame has no column '{name}'.", parameter);

    internal IReadOnlyList<string> GetColumnNames() => this.Select(column => column.Name).ToList();

    internal void ColumnRenamed(DataFrameColumn column, string newName)
    {
        int index = _indexOfName[column.Name];
        if (newName != column.Name)
            ThrowIfTaken(newName, nameof(newName));
        _indexOfName.Remove(column.Name);
        _indexOfName.Add(newName, index);
        _columnsChanged();
    }

    protected override void InsertItem(int columnIndex, DataFrameColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Count > 0)
            ThrowIfOtherLength(column);
        ThrowIfTaken(column.Name, nameof(column));

        RowCount = column.Length;
        base.InsertItem(columnIndex, column);
        column.AddOwner(this);
        Changed();
    }

    protected override void SetItem(int columnIndex, DataFrameColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (RowCount > 0)
            ThrowIfOtherLength(column);
        if (IndexOf(column.Name) != columnIndex)
            ThrowIfTaken(column.Name, nameof(column));

        this[columnIndex].RemoveOwner(this);
        base.SetItem(columnIndex, column);
        column.AddOwner(this);
        Changed();
    }

    protected override void RemoveItem(int columnIndex)
    {
        this[columnIndex].RemoveOwner(this);
        base.RemoveItem(columnIndex);
        if (Count == 0)
            RowCount = 0;
        Changed();
    }

    protected override void ClearItems()
    {
        foreach (DataFrameColumn column in this)
            column.RemoveOwner(this);
        base.ClearItems();
        RowCount = 0;
        Changed();
    }

    private void Changed()
    {
        _indexOfName.Clear();
        for (int i = 0; i < Count; i++)
            _indexOfName.Add(this[i].Name, i);
        _columnsChanged();
    }

    private void ThrowIfOtherLength(DataFrameColumn column)
    {
        if (column.Length != RowCount)
        {
            throw new ArgumentException(
                $"Column '{column.Name}' has {column.Length} values, but the data frame has {RowCount} rows.", nameof(column));
        }
    }

    private void ThrowIfTaken(string name, string parameter)
    {
        if (_indexOfName.ContainsKey(name))
            throw new ArgumentException($"The data frame already has a column '{name}'.", parameter);
    }

    private TColumn Get<TColumn>(string name, Type wanted)
        where TColumn : DataFrameColumn
    {
        DataFrameColumn column = this[name];
        return column as TColumn
            ?? throw new ArgumentException($"Column '{name}' is a {column.GetType().Name} of {column.DataType}, not one of {wanted}.");
    }
}
