namespace Microsoft.Data.Analysis;

// The result has the wider of the two types, as in C#. Only where that is the column's own type can it take the column's place.
public partial class Int64DataFrameColumn
{
    public Int64DataFrameColumn Add(Int32DataFrameColumn column, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Add, column.AsInt64(), inPlace);

    public Int64DataFrameColumn Add(int value, bool inPlace = false) => (Int64DataFrameColumn)Combine(BinaryOperation.Add, value, inPlace);

    public Int64DataFrameColumn Add(Int64DataFrameColumn column, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Add, column, inPlace);

    public Int64DataFrameColumn Add(long value, bool inPlace = false) => (Int64DataFrameColumn)Combine(BinaryOperation.Add, value, inPlace);

    public SingleDataFrameColumn Add(SingleDataFrameColumn column) => AsSingle().Add(column, inPlace: true);

    public SingleDataFrameColumn Add(float value) => AsSingle().Add(value, inPlace: true);

    public DoubleDataFrameColumn Add(DoubleDataFrameColumn column) => AsDouble().Add(column, inPlace: true);

    public DoubleDataFrameColumn Add(double value) => AsDouble().Add(value, inPlace: true);

    public Int64DataFrameColumn Subtract(Int32DataFrameColumn column, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Subtract, column.AsInt64(), inPlace);

    public Int64DataFrameColumn Subtract(int value, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Subtract, value, inPlace);

    public Int64DataFrameColumn Subtract(Int64DataFrameColumn column, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Subtract, column, inPlace);

    public Int64DataFrameColumn Subtract(long value, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Subtract, value, inPlace);

    public SingleDataFrameColumn Subtract(SingleDataFrameColumn column) => AsSingle().Subtract(column, inPlace: true);

    public SingleDataFrameColumn Subtract(float value) => AsSingle().Subtract(value, inPlace: true);

    public DoubleDataFrameColumn Subtract(DoubleDataFrameColumn column) => AsDouble().Subtract(column, inPlace: true);

    public DoubleDataFrameColumn Subtract(double value) => AsDouble().Subtract(value, inPlace: true);

    public Int64DataFrameColumn Multiply(Int32DataFrameColumn column, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Multiply, column.AsInt64(), inPlace);

    public Int64DataFrameColumn Multiply(int value, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Multiply, value, inPlace);

    public Int64DataFrameColumn Multiply(Int64DataFrameColumn column, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Multiply, column, inPlace);

    public Int64DataFrameColumn Multiply(long value, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Multiply, value, inPlace);

    public SingleDataFrameColumn Multiply(SingleDataFrameColumn column) => AsSingle().Multiply(column, inPlace: true);

    public SingleDataFrameColumn Multiply(float value) => AsSingle().Multiply(value, inPlace: true);

    public DoubleDataFrameColumn Multiply(DoubleDataFrameColumn column) => AsDouble().Multiply(column, inPlace: true);

    public DoubleDataFrameColumn Multiply(double value) => AsDouble().Multiply(value, inPlace: true);

    public Int64DataFrameColumn Divide(Int32DataFrameColumn column, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Divide, column.AsInt64(), inPlace);

    public Int64DataFrameColumn Divide(int value, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Divide, value, inPlace);

    public Int64DataFrameColumn Divide(Int64DataFrameColumn column, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Divide, column, inPlace);

    public Int64DataFrameColumn Divide(long value, bool inPlace = false)
        => (Int64DataFrameColumn)Combine(BinaryOperation.Divide, value, inPlace);

    public SingleDataFrameColumn Divide(SingleDataFrameColumn column) => AsSingle().Divide(column, inPlace: true);

    public SingleDataFrameColumn Divide(float value) => AsSingle().Divide(value, inPlace: true);

    public DoubleDataFrameColumn Divide(DoubleDataFrameColumn column) => AsDouble().Divide(column, inPlace: true);

    public DoubleDataFrameColumn Divide(double value) => AsDouble().Divide(value, inPlace: true);

    internal SingleDataFrameColumn AsSingle() => new(Name, ConvertStore<float>());

    internal DoubleDataFrameColumn AsDouble() => new(Name, ConvertStore<double>());
}
