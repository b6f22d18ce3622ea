using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Microsoft.Data.Analysis;

/// <summary>A window on one row: reads and writes go to the columns.</summary>
public class DataFrameRow : IEnumerable<object>
{
    private readonly DataFrame _frame;
    private readonly long _index;

    internal DataFrameRow(DataFrame frame, long index)
    {
        _frame = frame;
        _index = index;
    }

    public object this[int index]
    {
        get => _frame.Columns[index][_index];
        set => _frame.Columns[index][_index] = value;
    }

    public object this[string columnName]
    {
        get => _frame[columnName][_index];
        set => _frame[columnName][_index] = value;
    }

    public IEnumerable<KeyValuePair<string, object>> GetValues()
        => _frame.Columns.Select(column => new KeyValuePair<string, object>(column.Name, column[_index]));

    public IEnumerator<object> GetEnumerator() => _frame.Columns.Select(column => column[_index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The values, a space behind each.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (object value in this)
            text.Append(value ?? "null").Append(' ');
        return text.ToString();
    }
}
