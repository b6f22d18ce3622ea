using System;
using System.Collections.Generic;

namespace Microsoft.Data.Analysis;

// Types that a file can name or an IDataView can hold, though this repository makes no use of them.
public partial class ByteDataFrameColumn : PrimitiveDataFrameColumn<byte>
{
    public ByteDataFrameColumn(string name, IEnumerable<byte?> values)
        : base(name, values)
    {
    }

    public ByteDataFrameColumn(string name, IEnumerable<byte> values)
        : base(name, values)
    {
    }

    public ByteDataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal ByteDataFrameColumn(string name, ColumnStore<byte> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<byte> CreateNewColumn(string name, ColumnStore<byte> store)
        => new ByteDataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<byte> CreateNewColumn(string name, long length = 0)
        => new ByteDataFrameColumn(name, length);
}

public partial class SByteDataFrameColumn : PrimitiveDataFrameColumn<sbyte>
{
    public SByteDataFrameColumn(string name, IEnumerable<sbyte?> values)
        : base(name, values)
    {
    }

    public SByteDataFrameColumn(string name, IEnumerable<sbyte> values)
        : base(name, values)
    {
    }

    public SByteDataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal SByteDataFrameColumn(string name, ColumnStore<sbyte> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<sbyte> CreateNewColumn(string name, ColumnStore<sbyte> store)
        => new SByteDataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<sbyte> CreateNewColumn(string name, long length = 0)
        => new SByteDataFrameColumn(name, length);
}

public partial class CharDataFrameColumn : PrimitiveDataFrameColumn<char>
{
    public CharDataFrameColumn(string name, IEnumerable<char?> values)
        : base(name, values)
    {
    }

    public CharDataFrameColumn(string name, IEnumerable<char> values)
        : base(name, values)
    {
    }

    public CharDataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal CharDataFrameColumn(string name, ColumnStore<char> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<char> CreateNewColumn(string name, ColumnStore<char> store)
        => new CharDataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<char> CreateNewColumn(string name, long length = 0)
        => new CharDataFrameColumn(name, length);
}

public partial class Int16DataFrameColumn : PrimitiveDataFrameColumn<short>
{
    public Int16DataFrameColumn(string name, IEnumerable<short?> values)
        : base(name, values)
    {
    }

    public Int16DataFrameColumn(string name, IEnumerable<short> values)
        : base(name, values)
    {
    }

    public Int16DataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal Int16DataFrameColumn(string name, ColumnStore<short> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<short> CreateNewColumn(string name, ColumnStore<short> store)
        => new Int16DataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<short> CreateNewColumn(string name, long length = 0)
        => new Int16DataFrameColumn(name, length);
}

public partial class UInt16DataFrameColumn : PrimitiveDataFrameColumn<ushort>
{
    public UInt16DataFrameColumn(string name, IEnumerable<ushort?> values)
        : base(name, values)
    {
    }

    public UInt16DataFrameColumn(string name, IEnumerable<ushort> values)
        : base(name, values)
    {
    }

    public UInt16DataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal UInt16DataFrameColumn(string name, ColumnStore<ushort> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<ushort> CreateNewColumn(string name, ColumnStore<ushort> store)
        => new UInt16DataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<ushort> CreateNewColumn(string name, long length = 0)
        => new UInt16DataFrameColumn(name, length);
}

public partial class UInt32DataFrameColumn : PrimitiveDataFrameColumn<uint>
{
    public UInt32DataFrameColumn(string name, IEnumerable<uint?> values)
        : base(name, values)
    {
    }

    public UInt32DataFrameColumn(string name, IEnumerable<uint> values)
        : base(name, values)
    {
    }

    public UInt32DataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal UInt32DataFrameColumn(string name, ColumnStore<uint> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<uint> CreateNewColumn(string name, ColumnStore<uint> store)
        => new UInt32DataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<uint> CreateNewColumn(string name, long length = 0)
        => new UInt32DataFrameColumn(name, length);
}

public partial class UInt64DataFrameColumn : PrimitiveDataFrameColumn<ulong>
{
    public UInt64DataFrameColumn(string name, IEnumerable<ulong?> values)
        : base(name, values)
    {
    }

    public UInt64DataFrameColumn(string name, IEnumerable<ulong> values)
        : base(name, values)
    {
    }

    public UInt64DataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal UInt64DataFrameColumn(string name, ColumnStore<ulong> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<ulong> CreateNewColumn(string name, ColumnStore<ulong> store)
        => new UInt64DataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<ulong> CreateNewColumn(string name, long length = 0)
        => new UInt64DataFrameColumn(name, length);
}

public partial class DecimalDataFrameColumn : PrimitiveDataFrameColumn<decimal>
{
    public DecimalDataFrameColumn(string name, IEnumerable<decimal?> values)
        : base(name, values)
    {
    }

    public DecimalDataFrameColumn(string name, IEnumerable<decimal> values)
        : base(name, values)
    {
    }

    public DecimalDataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal DecimalDataFrameColumn(string name, ColumnStore<decimal> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<decimal> CreateNewColumn(string name, ColumnStore<decimal> store)
        => new DecimalDataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<decimal> CreateNewColumn(string name, long length = 0)
        => new DecimalDataFrameColumn(name, length);
}

public partial class DateTimeDataFrameColumn : PrimitiveDataFrameColumn<DateTime>
{
    public DateTimeDataFrameColumn(string name, IEnumerable<DateTime?> values)
        : base(name, values)
    {
    }

    public DateTimeDataFrameColumn(string name, IEnumerable<DateTime> values)
        : base(name, values)
    {
    }

    public DateTimeDataFrameColumn(string name, long length = 0)
        : base(name, length)
    {
    }

    internal DateTimeDataFrameColumn(string name, ColumnStore<DateTime> store)
        : base(name, store)
    {
    }

    internal override PrimitiveDataFrameColumn<DateTime> CreateNewColumn(string name, ColumnStore<DateTime> store)
        => new DateTimeDataFrameColumn(name, store);

    protected override PrimitiveDataFrameColumn<DateTime> CreateNewColumn(string name, long length = 0)
        => new DateTimeDataFrameColumn(name, length);
}
