using System.Collections.Generic;

namespace Microsoft.Data.Analysis;

public partial class BooleanDataFrameColumn : PrimitiveDataFrameColumn<bool>
{
    public BooleanDataFrameColumn(string name, IEnumerable<bool?> values)
        : base(name, values)
    {
    }

    public BooleanDataFrameColumn(string name, IEnumerable<bool> values)
        : base(name, values)
    {
    }

    public BooleanDataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal BooleanDataFrameColumn(string name, ColumnStore<bool> store)
        : base(name, store)
    {
    }

    public BooleanDataFrameColumn And(BooleanDataFrameColumn column, bool inPlace = false)
        => (BooleanDataFrameColumn)Combine(BinaryOperation.And, column, inPlace);

    public new BooleanDataFrameColumn And(bool value, bool inPlace = false)
        => (BooleanDataFrameColumn)Combine(BinaryOperation.And, value, inPlace);

    public BooleanDataFrameColumn Or(BooleanDataFrameColumn column, bool inPlace = false)
        => (BooleanDataFrameColumn)Combine(BinaryOperation.Or, column, inPlace);

    public new BooleanDataFrameColumn Or(bool value, bool inPlace = false)
        => (BooleanDataFrameColumn)Combine(BinaryOperation.Or, value, inPlace);

    public BooleanDataFrameColumn Xor(BooleanDataFrameColumn column, bool inPlace = false)
        => (BooleanDataFrameColumn)Combine(BinaryOperation.Xor, column, inPlace);

    public new BooleanDataFrameColumn Xor(bool value, bool inPlace = false)
        => (BooleanDataFrameColumn)Combine(BinaryOperation.Xor, value, inPlace);

    internal override PrimitiveDataFrameColumn<bool> CreateNewColumn(string name, ColumnStore<bool> store)
        => new BooleanDataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<bool> CreateNewColumn(string name, long length = 0)
        => new BooleanDataFrameColumn(name, length);
}
