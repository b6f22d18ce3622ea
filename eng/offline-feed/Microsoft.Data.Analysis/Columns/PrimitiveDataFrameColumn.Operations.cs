using System;

namespace Microsoft.Data.Analysis;

public partial class PrimitiveDataFrameColumn<T>
{
    public override DataFrameColumn Add(DataFrameColumn column, bool inPlace = false) => Calculate(BinaryOperation.Add, column, inPlace);

    public override DataFrameColumn Add<U>(U value, bool inPlace = false) => Calculate(BinaryOperation.Add, value, inPlace);

    public override DataFrameColumn Subtract(DataFrameColumn column, bool inPlace = false)
        => Calculate(BinaryOperation.Subtract, column, inPlace);

    public override DataFrameColumn Subtract<U>(U value, bool inPlace = false) => Calculate(BinaryOperation.Subtract, value, inPlace);

    public override DataFrameColumn Multiply(DataFrameColumn column, bool inPlace = false)
        => Calculate(BinaryOperation.Multiply, column, inPlace);

    public override DataFrameColumn Multiply<U>(U value, bool inPlace = false) => Calculate(BinaryOperation.Multiply, value, inPlace);

    public override DataFrameColumn Divide(DataFrameColumn column, bool inPlace = false)
        => Calculate(BinaryOperation.Divide, column, inPlace);

    public override DataFrameColumn Divide<U>(U value, bool inPlace = false) => Calculate(BinaryOperation.Divide, value, inPlace);

    public override DataFrameColumn And(DataFrameColumn column, bool inPlace = false) => Calculate(BinaryOperation.And, column, inPlace);

    public override PrimitiveDataFrameColumn<bool> And(bool value, bool inPlace = false) => Combine(BinaryOperation.And, value, inPlace);

    public override DataFrameColumn Or(DataFrameColumn column, bool inPlace = false) => Calculate(BinaryOperation.Or, column, inPlace);

    public override PrimitiveDataFrameColumn<bool> Or(bool value, bool inPlace = false) => Combine(BinaryOperation.Or, value, inPlace);

    public override DataFrameColumn Xor(DataFrameColumn column, bool inPlace = false) => Calculate(BinaryOperation.Xor, column, inPlace);

    public override PrimitiveDataFrameColumn<bool> Xor(bool value, bool inPlace = false) => Combine(BinaryOperation.Xor, value, inPlace);

    public override PrimitiveDataFrameColumn<bool> ElementwiseEquals(DataFrameColumn column)
        => column is null ? ElementwiseIsNull() : Compare(ComparisonOperation.ElementwiseEquals, column);

    public override PrimitiveDataFrameColumn<bool> ElementwiseEquals<U>(U value) => Compare(ComparisonOperation.ElementwiseEquals, value);

    public override PrimitiveDataFrameColumn<bool> ElementwiseNotEquals(DataFrameColumn column)
        => column is null ? ElementwiseIsNotNull() : Compare(ComparisonOperation.ElementwiseNotEquals, column);

    public override PrimitiveDataFrameColumn<bool> ElementwiseNotEquals<U>(U value)
        => Compare(ComparisonOperation.ElementwiseNotEquals, value);

    public override PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual(DataFrameColumn column)
        => Compare(ComparisonOperation.ElementwiseGreaterThanOrEqual, column);

    public override PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual<U>(U value)
        => Compare(ComparisonOperation.ElementwiseGreaterThanOrEqual, value);

    public override PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual(DataFrameColumn column)
        => Compare(ComparisonOperation.ElementwiseLessThanOrEqual, column);

    public override PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual<U>(U value)
        => Compare(ComparisonOperation.ElementwiseLessThanOrEqual, value);

    public override PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan(DataFrameColumn column)
        => Compare(ComparisonOperation.ElementwiseGreaterThan, column);

    public override PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan<U>(U value)
        => Compare(ComparisonOperation.ElementwiseGreaterThan, value);

    public override PrimitiveDataFrameColumn<bool> ElementwiseLessThan(DataFrameColumn column)
        => Compare(ComparisonOperation.ElementwiseLessThan, column);

    public override PrimitiveDataFrameColumn<bool> ElementwiseLessThan<U>(U value)
        => Compare(ComparisonOperation.ElementwiseLessThan, value);

    public override PrimitiveDataFrameColumn<bool> ElementwiseIsNull() => Mark(row => !IsValid(row));

    public override PrimitiveDataFrameColumn<bool> ElementwiseIsNotNull() => Mark(IsValid);

    private BooleanDataFrameColumn Mark(Func<long, bool> marked)
    {
        BooleanDataFrameColumn marks = new(Name, Length);
        for (long row = 0; row < Length; row++)
            marks[row] = marked(row);
        return marks;
    }
}
