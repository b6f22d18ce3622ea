using System;
using System.Collections;
using System.Collections.Generic;

namespace Microsoft.Data.Analysis;

/// <summary>The rows of a frame, as windows on its columns.</summary>
public class DataFrameRowCollection : IEnumerable<DataFrameRow>
{
    private readonly DataFrame _frame;

    internal DataFrameRowCollection(DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _frame = frame;
    }

    public long Count => _frame.Columns.RowCount;

    public DataFrameRow this[long index] => new(_frame, index);

    public IEnumerator<DataFrameRow> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return new DataFrameRow(_frame, i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
