using System.Collections.Generic;

namespace Microsoft.Data.Analysis;

public partial class Int32DataFrameColumn : PrimitiveDataFrameColumn<int>
{
    public Int32DataFrameColumn(string name, IEnumerable<int?> values)
        : base(name, values)
    {
    }

    public Int32DataFrameColumn(string name, IEnumerable<int> values)
        : base(name, values)
    {
    }

    public Int32DataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal Int32DataFrameColumn(string name, ColumnStore<int> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<int> CreateNewColumn(string name, ColumnStore<int> store)
        => new Int32DataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<int> CreateNewColumn(string name, long length = 0)
        => new Int32DataFrameColumn(name, length);
}
