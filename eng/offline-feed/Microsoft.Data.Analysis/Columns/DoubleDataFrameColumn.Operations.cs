namespace Microsoft.Data.Analysis;

// The result has the wider of the two types, as in C#. Only where that is the column's own type can it take the column's place.
public partial class DoubleDataFrameColumn
{
    public DoubleDataFrameColumn Add(Int32DataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Add, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Add(int value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Add, value, inPlace);

    public DoubleDataFrameColumn Add(Int64DataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Add, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Add(long value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Add, value, inPlace);

    public DoubleDataFrameColumn Add(SingleDataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Add, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Add(float value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Add, value, inPlace);

    public DoubleDataFrameColumn Add(DoubleDataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Add, column, inPlace);

    public DoubleDataFrameColumn Add(double value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Add, value, inPlace);

    public DoubleDataFrameColumn Subtract(Int32DataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Subtract, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Subtract(int value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Subtract, value, inPlace);

    public DoubleDataFrameColumn Subtract(Int64DataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Subtract, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Subtract(long value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Subtract, value, inPlace);

    public DoubleDataFrameColumn Subtract(SingleDataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Subtract, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Subtract(float value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Subtract, value, inPlace);

    public DoubleDataFrameColumn Subtract(DoubleDataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Subtract, column, inPlace);

    public DoubleDataFrameColumn Subtract(double value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Subtract, value, inPlace);

    public DoubleDataFrameColumn Multiply(Int32DataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Multiply, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Multiply(int value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Multiply, value, inPlace);

    public DoubleDataFrameColumn Multiply(Int64DataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Multiply, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Multiply(long value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Multiply, value, inPlace);

    public DoubleDataFrameColumn Multiply(SingleDataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Multiply, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Multiply(float value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Multiply, value, inPlace);

    public DoubleDataFrameColumn Multiply(DoubleDataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Multiply, column, inPlace);

    public DoubleDataFrameColumn Multiply(double value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Multiply, value, inPlace);

    public DoubleDataFrameColumn Divide(Int32DataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Divide, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Divide(int value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Divide, value, inPlace);

    public DoubleDataFrameColumn Divide(Int64DataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Divide, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Divide(long value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Divide, value, inPlace);

    public DoubleDataFrameColumn Divide(SingleDataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Divide, column.AsDouble(), inPlace);

    public DoubleDataFrameColumn Divide(float value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Divide, value, inPlace);

    public DoubleDataFrameColumn Divide(DoubleDataFrameColumn column, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Divide, column, inPlace);

    public DoubleDataFrameColumn Divide(double value, bool inPlace = false)
        => (DoubleDataFrameColumn)Combine(BinaryOperation.Divide, value, inPlace);
}
