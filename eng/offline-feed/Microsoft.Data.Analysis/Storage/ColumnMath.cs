using System;

namespace Microsoft.Data.Analysis;

/// <summary>What can be computed with values of one type; the base says what cannot.</summary>
internal class ColumnMath<T>
    where T : unmanaged
{
    public static ColumnMath<T> Instance { get; } = ColumnMath.For<T>();

    public virtual T Apply(BinaryOperation operation, T left, T right) => throw Unsupported(operation.ToString());

    public virtual bool Compare(ComparisonOperation operation, T left, T right) => throw Unsupported(operation.ToString());

    public virtual T? Sum(ColumnStore<T> values) => throw Unsupported(nameof(Sum));

    public virtual T? Max(ColumnStore<T> values) => throw Unsupported(nameof(Max));

    public virtual T? Min(ColumnStore<T> values) => throw Unsupported(nameof(Min));

    protected static NotSupportedException Unsupported(string operation)
        => new NotSupportedException($"{operation} is not defined for columns of {typeof(T)}.");
}

internal static class ColumnMath
{
    public static ColumnMath<T> For<T>()
        where T : unmanaged
    {
        object math = typeof(T) switch
        {
            Type type when type == typeof(bool) => new BooleanMath(),
            Type type when type == typeof(DateTime) => new DateTimeMath(),
            Type type when type == typeof(byte) => new NumberMath<byte>(),
            Type type when type == typeof(char) => new NumberMath<char>(),
            Type type when type == typeof(decimal) => new NumberMath<decimal>(),
            Type type when type == typeof(double) => new NumberMath<double>(),
            Type type when type == typeof(float) => new NumberMath<float>(),
            Type type when type == typeof(int) => new NumberMath<int>(),
            Type type when type == typeof(long) => new NumberMath<long>(),
            Type type when type == typeof(sbyte) => new NumberMath<sbyte>(),
            Type type when type == typeof(short) => new NumberMath<short>(),
            Type type when type == typeof(uint) => new NumberMath<uint>(),
            Type type when type == typeof(ulong) => new NumberMath<ulong>(),
            Type type when type == typeof(ushort) => new NumberMath<ushort>(),
            _ => new ColumnMath<T>(),
        };
        return (ColumnMath<T>)math;
    }

    public static bool Holds<T>(ComparisonOperation operation, T left, T right)
        where T : IComparable<T>
    {
        int order = left.CompareTo(right);
        return operation switch
        {
            ComparisonOperation.ElementwiseEquals => order == 0,
            ComparisonOperation.ElementwiseNotEquals => order != 0,
            ComparisonOperation.ElementwiseGreaterThanOrEqual => order >= 0,
            ComparisonOperation.ElementwiseLessThanOrEqual => order <= 0,
            ComparisonOperation.ElementwiseGreaterThan => order > 0,
            _ => order < 0,
        };
    }
}
