namespace MlNetSeq2Seq.Evaluation;

/// <summary>
/// How found answers compare with the right ones, as CMRC2018's own evaluation has it: in percent, over the answer that fits best. Rows have
/// Wanted (the first right answer), Found, F1, ExactMatch.
/// </summary>
public sealed record AnswerMetrics : EvaluationMetrics
{
    /// <summary>The mean F1 of the longest run that found and right answer share, in [0, 100].</summary>
    public required double F1 { get; init; }

    /// <summary>The share of questions whose found answer is a right one, punctuation aside, in [0, 100].</summary>
    public required double ExactMatch { get; init; }

    private protected override (string Name, double Value)[] Values => [("F1", F1), ("Exact match", ExactMatch)];
}
