using System.Collections.Generic;
using System.Linq;

namespace Microsoft.Data.Analysis;

/// <summary>A table in memory: named columns of equal length.</summary>
public partial class DataFrame
{
    private readonly DataFrameColumnCollection _columns;
    private readonly DataFrameRowCollection _rows;

    public DataFrame(IEnumerable<DataFrameColumn> columns)
    {
        _columns = new DataFrameColumnCollection(columns, ForgetSchema);
        _rows = new DataFrameRowCollection(this);
    }

    public DataFrame(params DataFrameColumn[] columns)
        : this((IEnumerable<DataFrameColumn>)columns)
    {
    }

    public DataFrameColumnCollection Columns => _columns;

    public DataFrameRowCollection Rows => _rows;

    public object this[long rowIndex, int columnIndex]
    {
        get => _columns[columnIndex][rowIndex];
        set => _columns[columnIndex][rowIndex] = value;
    }

    public DataFrameColumn this[string columnName]
    {
        get => _columns[columnName];
        set => _columns[columnName] = value;
    }

    public DataFrame this[PrimitiveDataFrameColumn<bool> rowFilter] => Filter(rowFilter);

    public DataFrame this[PrimitiveDataFrameColumn<int> rowIndices] => Filter(rowIndices);

    public DataFrame this[PrimitiveDataFrameColumn<long> rowIndices] => Filter(rowIndices);

    public DataFrame this[IEnumerable<int> rowIndices] => Filter(DataFrameColumn.Create("Filter", rowIndices));

    public DataFrame this[IEnumerable<long> rowIndices] => Filter(DataFrameColumn.Create("Filter", rowIndices));

    public DataFrame this[IEnumerable<bool> rowFilter] => Filter(DataFrameColumn.Create("Filter", rowFilter));

    /// <summary>The rows marked true; a null marks as false does.</summary>
    public DataFrame Filter(PrimitiveDataFrameColumn<bool> filter) => Map(filter);

    public DataFrame Filter(PrimitiveDataFrameColumn<int> rowIndices) => Map(rowIndices);

    public DataFrame Filter(PrimitiveDataFrameColumn<long> rowIndices) => Map(rowIndices);

    /// <summary>The first rows; asking for more than there are throws.</summary>
    public DataFrame Head(int numberOfRows) => this[Enumerable.Range(0, numberOfRows)];

    /// <summary>The last rows; asking for more than there are throws.</summary>
    public DataFrame Tail(int numberOfRows) => this[Enumerable.Range(0, numberOfRows).Select(i => Rows.Count - numberOfRows + i)];

    public DataFrame Clone() => Map(null);

    public DataFrame OrderBy(string columnName, bool ascending = true, bool putNullValuesLast = true)
        => Map(Columns[columnName].GetSortIndices(ascending, putNullValuesLast));

    public DataFrame OrderByDescending(string columnName, bool putNullValuesLast = true)
        => OrderBy(columnName, ascending: false, putNullValuesLast);

    public DataFrame DropNulls(DropNullOptions options = DropNullOptions.Any)
    {
        BooleanDataFrameColumn kept = new("Filter", Rows.Count);
        for (long row = 0; row < kept.Length; row++)
        {
            kept[row] = options == DropNullOptions.Any
                ? Columns.All(column => column.IsValid(row))
                : Columns.Any(column => column.IsValid(row));
        }
        return Filter(kept);
    }

    private DataFrame Map(DataFrameColumn mapIndices) => new(Columns.Select(column => column.Clone(mapIndices)));
}
