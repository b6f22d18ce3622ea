namespace Microsoft.Data.Analysis;

internal sealed class BooleanMath : ColumnMath<bool>
{
    public override bool Apply(BinaryOperation operation, bool left, bool right) => operation switch
    {
        BinaryOperation.And => left & right,
        BinaryOperation.Or => left | right,
        BinaryOperation.Xor => left ^ right,
        _ => throw Unsupported(operation.ToString()),
    };

    public override bool Compare(ComparisonOperation operation, bool left, bool right) => operation switch
    {
        ComparisonOperation.ElementwiseEquals => left == right,
        ComparisonOperation.ElementwiseNotEquals => left != right,
        _ => throw Unsupported(operation.ToString()),
    };
}
