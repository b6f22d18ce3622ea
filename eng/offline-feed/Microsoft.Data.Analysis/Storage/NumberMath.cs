using System;
using System.Numerics;

namespace Microsoft.Data.Analysis;

internal sealed class NumberMath<T> : ColumnMath<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public override T Apply(BinaryOperation operation, T left, T right) => operation switch
    {
        BinaryOperation.Add => unchecked(left + right),
        BinaryOperation.Subtract => unchecked(left - right),
        BinaryOperation.Multiply => unchecked(left * right),
        BinaryOperation.Divide => left / right,
        _ => throw Unsupported(operation.ToString()),
    };

    // The operators, not CompareTo: NaN is neither equal to nor greater nor less than anything.
    public override bool Compare(ComparisonOperation operation, T left, T right) => operation switch
    {
        ComparisonOperation.ElementwiseEquals => left == right,
        ComparisonOperation.ElementwiseNotEquals => left != right,
        ComparisonOperation.ElementwiseGreaterThanOrEqual => left >= right,
        ComparisonOperation.ElementwiseLessThanOrEqual => left <= right,
        ComparisonOperation.ElementwiseGreaterThan => left > right,
        _ => left < right,
    };

    public override T? Sum(ColumnStore<T> values) => Fold(values, T.Zero, static (sum, value) => unchecked(value + sum));

    public override T? Max(ColumnStore<T> values) => Fold(values, T.MinValue, T.Max);

    public override T? Min(ColumnStore<T> values) => Fold(values, T.MaxValue, T.Min);

    private static T? Fold(ColumnStore<T> values, T start, Func<T, T, T> step)
    {
        if (values.NullCount == values.Length)
            return null;

        ReadOnlySpan<T> raw = values.Raw;
        ReadOnlySpan<bool> valid = values.Valid;
        T result = start;
        for (int i = 0; i < raw.Length; i++)
        {
            if (valid[i])
                result = step(result, raw[i]);
        }
        return result;
    }
}
