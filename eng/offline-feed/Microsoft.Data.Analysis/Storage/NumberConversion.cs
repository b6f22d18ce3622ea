using System;

namespace Microsoft.Data.Analysis;

internal static class NumberConversion
{
    /// <summary>Numbers and, as in C#'s arithmetic, characters.</summary>
    public static bool IsNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.Char and <= TypeCode.Decimal;

    public static TNumber To<TNumber>(object value)
        // Convert knows no way from a character to a fraction.
        => (TNumber)Convert.ChangeType(value is char character ? (int)character : value, typeof(TNumber));

    public static ColumnStore<TNumber> ToStore<TNumber>(DataFrameColumn column)
        where TNumber : unmanaged
        => column switch
        {
            PrimitiveDataFrameColumn<byte> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<char> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<decimal> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<double> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<float> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<int> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<long> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<sbyte> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<short> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<uint> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<ulong> numbers => numbers.ConvertStore<TNumber>(),
            PrimitiveDataFrameColumn<ushort> numbers => numbers.ConvertStore<TNumber>(),
            _ => throw new NotSupportedException($"Column '{column.Name}' of {column.DataType} holds no numbers."),
        };
}
