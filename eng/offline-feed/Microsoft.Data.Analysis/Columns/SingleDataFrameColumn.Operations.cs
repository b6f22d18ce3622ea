namespace Microsoft.Data.Analysis;

// The result has the wider of the two types, as in C#. Only where that is the column's own type can it take the column's place.
public partial class SingleDataFrameColumn
{
    public SingleDataFrameColumn Add(Int32DataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Add, column.AsSingle(), inPlace);

    public SingleDataFrameColumn Add(int value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Add, value, inPlace);

    public SingleDataFrameColumn Add(Int64DataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Add, column.AsSingle(), inPlace);

    public SingleDataFrameColumn Add(long value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Add, value, inPlace);

    public SingleDataFrameColumn Add(SingleDataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Add, column, inPlace);

    public SingleDataFrameColumn Add(float value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Add, value, inPlace);

    public DoubleDataFrameColumn Add(DoubleDataFrameColumn column) => AsDouble().Add(column, inPlace: true);

    public DoubleDataFrameColumn Add(double value) => AsDouble().Add(value, inPlace: true);

    public SingleDataFrameColumn Subtract(Int32DataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Subtract, column.AsSingle(), inPlace);

    public SingleDataFrameColumn Subtract(int value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Subtract, value, inPlace);

    public SingleDataFrameColumn Subtract(Int64DataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Subtract, column.AsSingle(), inPlace);

    public SingleDataFrameColumn Subtract(long value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Subtract, value, inPlace);

    public SingleDataFrameColumn Subtract(SingleDataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Subtract, column, inPlace);

    public SingleDataFrameColumn Subtract(float value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Subtract, value, inPlace);

    public DoubleDataFrameColumn Subtract(DoubleDataFrameColumn column) => AsDouble().Subtract(column, inPlace: true);

    public DoubleDataFrameColumn Subtract(double value) => AsDouble().Subtract(value, inPlace: true);

    public SingleDataFrameColumn Multiply(Int32DataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Multiply, column.AsSingle(), inPlace);

    public SingleDataFrameColumn Multiply(int value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Multiply, value, inPlace);

    public SingleDataFrameColumn Multiply(Int64DataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Multiply, column.AsSingle(), inPlace);

    public SingleDataFrameColumn Multiply(long value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Multiply, value, inPlace);

    public SingleDataFrameColumn Multiply(SingleDataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Multiply, column, inPlace);

    public SingleDataFrameColumn Multiply(float value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Multiply, value, inPlace);

    public DoubleDataFrameColumn Multiply(DoubleDataFrameColumn column) => AsDouble().Multiply(column, inPlace: true);

    public DoubleDataFrameColumn Multiply(double value) => AsDouble().Multiply(value, inPlace: true);

    public SingleDataFrameColumn Divide(Int32DataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Divide, column.AsSingle(), inPlace);

    public SingleDataFrameColumn Divide(int value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Divide, value, inPlace);

    public SingleDataFrameColumn Divide(Int64DataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Divide, column.AsSingle(), inPlace);

    public SingleDataFrameColumn Divide(long value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Divide, value, inPlace);

    public SingleDataFrameColumn Divide(SingleDataFrameColumn column, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Divide, column, inPlace);

    public SingleDataFrameColumn Divide(float value, bool inPlace = false)
        => (SingleDataFrameColumn)Combine(BinaryOperation.Divide, value, inPlace);

    public DoubleDataFrameColumn Divide(DoubleDataFrameColumn column) => AsDouble().Divide(column, inPlace: true);

    public DoubleDataFrameColumn Divide(double value) => AsDouble().Divide(value, inPlace: true);

    internal DoubleDataFrameColumn AsDouble() => new(Name, ConvertStore<double>());
}
