namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>The lengths that <see cref="SpanLengthPlanner"/> plans.</summary>
/// <param name="TokensLength">Tokens of a row before noise.</param>
/// <param name="TargetsLength">Tokens of the target, its end token included.</param>
public readonly record struct SpanLengths(int TokensLength, int TargetsLength);
