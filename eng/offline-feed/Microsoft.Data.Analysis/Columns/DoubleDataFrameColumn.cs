using System.Collections.Generic;

namespace Microsoft.Data.Analysis;

public partial class DoubleDataFrameColumn : PrimitiveDataFrameColumn<double>
{
    public DoubleDataFrameColumn(string name, IEnumerable<double?> values)
        : base(name, values)
    {
    }

    public DoubleDataFrameColumn(string name, IEnumerable<double> values)
        : base(name, values)
    {
    }

    public DoubleDataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal DoubleDataFrameColumn(string name, ColumnStore<double> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<double> CreateNewColumn(string name, ColumnStore<double> store)
        => new DoubleDataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<double> CreateNewColumn(string name, long length = 0)
        => new DoubleDataFrameColumn(name, length);
}
