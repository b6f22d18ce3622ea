using System;
using System.Linq;

namespace Microsoft.Data.Analysis;

public partial class PrimitiveDataFrameColumn<T>
{
    public override bool IsNumericColumn() => Type.GetTypeCode(typeof(T)) is >= TypeCode.SByte and <= TypeCode.Decimal;

    public override bool HasDescription() => IsNumericColumn() || typeof(T) == typeof(DateTime);

    /// <summary>The greatest value, null when there is none.</summary>
    public override object Max() => ColumnMath<T>.Instance.Max(Store);

    /// <summary>The least value, null when there is none.</summary>
    public override object Min() => ColumnMath<T>.Instance.Min(Store);

    /// <summary>The sum in the type of the column, null when there is no value. Integers wrap around.</summary>
    public override object Sum() => ColumnMath<T>.Instance.Sum(Store);

    /// <summary>The mean of the values that are not null; 0 for a column without rows.</summary>
    public override double Mean() => Length == 0 ? 0 : Convert.ToDouble((T)Sum()) / (Length - NullCount);

    /// <summary>The middle of the values that are not null, or the mean of the two in the middle; 0 when there is none.</summary>
    public override double Median()
    {
        double[] sorted = this.Where(value => value.HasValue).Select(value => Convert.ToDouble(value.Value)).Order().ToArray();
        int middle = sorted.Length / 2;
        if (sorted.Length == 0)
            return 0;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle] + sorted[middle - 1]) / 2;
    }

    /// <summary>The number of values, the greatest, the least, and the sum over all rows, those with null too.</summary>
    public override DataFrameColumn Description()
    {
        // Dates have neither a sum nor a place among floats.
        bool isNumeric = IsNumericColumn();
        return new PrimitiveDataFrameColumn<float>(Name, new[]
        {
            Length - NullCount,
            isNumeric ? ToSingle(Max()) : null,
            isNumeric ? ToSingle(Min()) : null,
            isNumeric ? ToSingle(Sum()) / Length : null,
        });
    }

    public override bool All() => AsMarks(this).Store.Raw.IndexOf(false) < 0;

    public override bool Any() => AsMarks(this).Store.Raw.IndexOf(true) >= 0;

    private static PrimitiveDataFrameColumn<bool> AsMarks(DataFrameColumn column)
        => column as PrimitiveDataFrameColumn<bool>
            ?? throw new NotSupportedException($"Column '{column.Name}' of {column.DataType} has no truth values.");

    private static float? ToSingle(object value) => value is null ? null : Convert.ToSingle(value);
}
