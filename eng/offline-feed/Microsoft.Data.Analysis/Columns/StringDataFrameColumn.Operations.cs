using System;

namespace Microsoft.Data.Analysis;

public partial class StringDataFrameColumn
{
    public override PrimitiveDataFrameColumn<bool> ElementwiseEquals(DataFrameColumn column)
        => column is null ? ElementwiseIsNull() : CompareWith(column, equal: true);

    public PrimitiveDataFrameColumn<bool> ElementwiseEquals(string value) => Mark(row => this[row] == value);

    public override PrimitiveDataFrameColumn<bool> ElementwiseEquals<T>(T value)
        => value is DataFrameColumn column ? ElementwiseEquals(column) : ElementwiseEquals(value.ToString());

    public override PrimitiveDataFrameColumn<bool> ElementwiseNotEquals(DataFrameColumn column)
        => column is null ? ElementwiseIsNotNull() : CompareWith(column, equal: false);

    public PrimitiveDataFrameColumn<bool> ElementwiseNotEquals(string value) => Mark(row => this[row] != value);

    public override PrimitiveDataFrameColumn<bool> ElementwiseNotEquals<T>(T value)
        => value is DataFrameColumn column ? ElementwiseNotEquals(column) : ElementwiseNotEquals(value.ToString());

    public override PrimitiveDataFrameColumn<bool> ElementwiseIsNull() => Mark(row => this[row] is null);

    public override PrimitiveDataFrameColumn<bool> ElementwiseIsNotNull() => Mark(row => this[row] is not null);

    private PrimitiveDataFrameColumn<bool> CompareWith(DataFrameColumn column, bool equal)
    {
        if (column.Length != Length)
            throw OtherLength(column);
        return Mark(row => this[row] == column[row]?.ToString() == equal);
    }

    private PrimitiveDataFrameColumn<bool> Mark(Func<long, bool> marked)
    {
        PrimitiveDataFrameColumn<bool> marks = new(Name, Length);
        for (long row = 0; row < Length; row++)
            marks[row] = marked(row);
        return marks;
    }
}
