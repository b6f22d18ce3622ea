namespace MlNetSeq2Seq.Evaluation;

/// <summary>What is compared when answers that were found in texts are evaluated.</summary>
public sealed record EvaluateAnswersOptions : EvaluationOptions
{
    /// <summary>The text column with the answer that was found; empty where none was.</summary>
    public string AnswerColumn { get; init; } = "Answer";

    /// <summary>The column with all answers that count as right, a vector of text; rows in which it is empty do not count.</summary>
    public string AnswersColumn { get; init; } = "Answers";
}
