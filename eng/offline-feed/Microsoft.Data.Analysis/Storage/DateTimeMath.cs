using System;

namespace Microsoft.Data.Analysis;

internal sealed class DateTimeMath : ColumnMath<DateTime>
{
    public override bool Compare(ComparisonOperation operation, DateTime left, DateTime right)
        => ColumnMath.Holds(operation, left, right);

    public override DateTime? Max(ColumnStore<DateTime> values) => Choose(values, ComparisonOperation.ElementwiseGreaterThan);

    public override DateTime? Min(ColumnStore<DateTime> values) => Choose(values, ComparisonOperation.ElementwiseLessThan);

    private static DateTime? Choose(ColumnStore<DateTime> values, ComparisonOperation better)
    {
        DateTime? best = null;
        for (long i = 0; i < values.Length; i++)
        {
            if (values[i] is DateTime value && (best is null || ColumnMath.Holds(better, value, best.Value)))
                best = value;
        }
        return best;
    }
}
