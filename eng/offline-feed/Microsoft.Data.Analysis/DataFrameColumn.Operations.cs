namespace Microsoft.Data.Analysis;

// What a type of column can do, it overrides.
public abstract partial class DataFrameColumn
{
    public virtual DataFrameColumn Add(DataFrameColumn column, bool inPlace = false) => throw Unsupported();

    public virtual DataFrameColumn Add<T>(T value, bool inPlace = false) => throw Unsupported();

    public virtual DataFrameColumn Subtract(DataFrameColumn column, bool inPlace = false) => throw Unsupported();

    public virtual DataFrameColumn Subtract<T>(T value, bool inPlace = false) => throw Unsupported();

    public virtual DataFrameColumn Multiply(DataFrameColumn column, bool inPlace = false) => throw Unsupported();

    public virtual DataFrameColumn Multiply<T>(T value, bool inPlace = false) => throw Unsupported();

    public virtual DataFrameColumn Divide(DataFrameColumn column, bool inPlace = false) => throw Unsupported();

    public virtual DataFrameColumn Divide<T>(T value, bool inPlace = false) => throw Unsupported();

    public virtual DataFrameColumn And(DataFrameColumn column, bool inPlace = false) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> And(bool value, bool inPlace = false) => throw Unsupported();

    public virtual DataFrameColumn Or(DataFrameColumn column, bool inPlace = false) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> Or(bool value, bool inPlace = false) => throw Unsupported();

    public virtual DataFrameColumn Xor(DataFrameColumn column, bool inPlace = false) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> Xor(bool value, bool inPlace = false) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseEquals(DataFrameColumn column) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseEquals<T>(T value) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseNotEquals(DataFrameColumn column) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseNotEquals<T>(T value) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual(DataFrameColumn column) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual<T>(T value) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual(DataFrameColumn column) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual<T>(T value) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan(DataFrameColumn column) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan<T>(T value) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseLessThan(DataFrameColumn column) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseLessThan<T>(T value) => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseIsNull() => throw Unsupported();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseIsNotNull() => throw Unsupported();

    public virtual object Max() => throw Unsupported();

    public virtual object Min() => throw Unsupported();

    public virtual object Sum() => throw Unsupported();

    public virtual bool All() => throw Unsupported();

    public virtual bool Any() => throw Unsupported();
}
