namespace MlNetSeq2Seq.Evaluation;

/// <summary>What is summed up when scores of texts are evaluated.</summary>
public sealed record EvaluateScoresOptions : EvaluationOptions
{
    /// <summary>The column with the natural logarithm of each text's probability; Single.</summary>
    public string LogProbabilityColumn { get; init; } = "LogProbability";

    /// <summary>The column with the number of tokens that were scored, at least 1; Int32.</summary>
    public string TokenCountColumn { get; init; } = "TokenCount";
}
