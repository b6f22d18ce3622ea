using System;
using System.Linq;

namespace Microsoft.Data.Analysis;

// Operands of the column's own type are used as they are. Two unlike numbers meet as double, or as decimal where one is decimal.
public partial class PrimitiveDataFrameColumn<T>
{
    /// <summary>Raw values are calculated with whether or not they stand for null; a null on either side gives a null.</summary>
    internal PrimitiveDataFrameColumn<T> Combine(BinaryOperation operation, PrimitiveDataFrameColumn<T> column, bool inPlace)
    {
        ThrowIfOtherLength(column);
        PrimitiveDataFrameColumn<T> result = inPlace ? this : Clone();
        Span<T> left = result.Store.Raw;
        ReadOnlySpan<T> right = column.Store.Raw;
        ReadOnlySpan<bool> rightValid = column.Store.Valid;
        for (int i = 0; i < left.Length; i++)
        {
            // What stands in place of a null is 0, and an integer cannot be divided by it.
            if (operation != BinaryOperation.Divide || rightValid[i])
                left[i] = ColumnMath<T>.Instance.Apply(operation, left[i], right[i]);
        }
        result.Store.NullWhereNull(rightValid);
        return result;
    }

    internal PrimitiveDataFrameColumn<T> Combine(BinaryOperation operation, T value, bool inPlace)
    {
        PrimitiveDataFrameColumn<T> result = inPlace ? this : Clone();
        foreach (ref T left in result.Store.Raw)
            left = ColumnMath<T>.Instance.Apply(operation, left, value);
        return result;
    }

    internal ColumnStore<TOther> ConvertStore<TOther>()
        where TOther : unmanaged
        => Store.Convert(value => NumberConversion.To<TOther>(value));

    private PrimitiveDataFrameColumn<bool> Combine(BinaryOperation operation, bool value, bool inPlace)
        => AsMarks(this).Combine<bool>(operation, value, inPlace);

    private PrimitiveDataFrameColumn<U> Combine<U>(BinaryOperation operation, U value, bool inPlace)
        where U : unmanaged
        => ((PrimitiveDataFrameColumn<U>)(object)this).Combine(operation, value, inPlace);

    private DataFrameColumn Calculate(BinaryOperation operation, DataFrameColumn column, bool inPlace)
    {
        if (column is PrimitiveDataFrameColumn<T> same)
            return Combine(operation, same, inPlace);

        ThrowIfNoCommonType(column.DataType);
        ThrowIfOtherLength(column);
        ThrowIfInPlace(column.DataType, inPlace);
        return MeetsAsDecimal(column.DataType)
            ? ToDecimal(this).Combine(operation, ToDecimal(column), inPlace: true)
            : ToDouble(this).Combine(operation, ToDouble(column), inPlace: true);
    }

    private DataFrameColumn Calculate<U>(BinaryOperation operation, U value, bool inPlace)
    {
        if (value is DataFrameColumn column)
            return Calculate(operation, column, inPlace);
        if (value is T same && typeof(T) != typeof(bool))
            return Combine(operation, same, inPlace);

        ThrowIfNoCommonType(typeof(U));
        ThrowIfInPlace(typeof(U), inPlace);
        return MeetsAsDecimal(typeof(U))
            ? ToDecimal(this).Combine(operation, NumberConversion.To<decimal>(value), inPlace: true)
            : ToDouble(this).Combine(operation, NumberConversion.To<double>(value), inPlace: true);
    }

    private BooleanDataFrameColumn Compare(ComparisonOperation operation, DataFrameColumn column)
    {
        if (column is PrimitiveDataFrameColumn<T> same)
            return CompareWith(operation, same);

        ThrowIfNoCommonType(column.DataType);
        return MeetsAsDecimal(column.DataType)
            ? ToDecimal(this).CompareWith(operation, ToDecimal(column))
            : ToDouble(this).CompareWith(operation, ToDouble(column));
    }

    private BooleanDataFrameColumn Compare<U>(ComparisonOperation operation, U value)
    {
        if (value is DataFrameColumn column)
            return Compare(operation, column);
        if (value is T same)
            return CompareWith(operation, same);

        ThrowIfNoCommonType(typeof(U));
        return MeetsAsDecimal(typeof(U))
            ? ToDecimal(this).CompareWith(operation, NumberConversion.To<decimal>(value))
            : ToDouble(this).CompareWith(operation, NumberConversion.To<double>(value));
    }

    private BooleanDataFrameColumn CompareWith(ComparisonOperation operation, PrimitiveDataFrameColumn<T> column)
    {
        ThrowIfOtherLength(column);
        return Mark(row => ColumnMath<T>.Instance.Compare(operation, Store.Raw[(int)row], column.Store.Raw[(int)row]));
    }

    private BooleanDataFrameColumn CompareWith(ComparisonOperation operation, T value)
        => Mark(row => ColumnMath<T>.Instance.Compare(operation, Store.Raw[(int)row], value));

    private static DoubleDataFrameColumn ToDouble(DataFrameColumn column)
        => new(column.Name, NumberConversion.ToStore<double>(column));

    private static DecimalDataFrameColumn ToDecimal(DataFrameColumn column)
        => new(column.Name, NumberConversion.ToStore<decimal>(column));

    private static bool MeetsAsDecimal(Type other) => typeof(T) == typeof(decimal) || other == typeof(decimal);

    private void ThrowIfNoCommonType(Type other)
    {
        if (!NumberConversion.IsNumber(typeof(T)) || !NumberConversion.IsNumber(other))
            throw new NotSupportedException($"Column '{Name}' of {DataType} cannot be combined or compared with {other}.");
    }

    private void ThrowIfInPlace(Type other, bool inPlace)
    {
        if (inPlace)
            throw new ArgumentException($"Column '{Name}' of {DataType} cannot take the result of a calculation with {other}.", nameof(inPlace));
    }

    private void ThrowIfOtherLength(DataFrameColumn column)
    {
        if (column.Length != Length)
            throw OtherLength(column);
    }
}
