namespace Microsoft.Data.Analysis;

internal enum BinaryOperation
{
    Add,
    Subtract,
    Multiply,
    Divide,
    And,
    Or,
    Xor,
}

internal enum ComparisonOperation
{
    ElementwiseEquals,
    ElementwiseNotEquals,
    ElementwiseGreaterThanOrEqual,
    ElementwiseLessThanOrEqual,
    ElementwiseGreaterThan,
    ElementwiseLessThan,
}
