namespace MlNetSeq2Seq.Evaluation;

/// <summary>What is compared when predicted labels of texts are evaluated.</summary>
public sealed record EvaluateLabelsOptions : EvaluationOptions
{
    /// <summary>The text column with the predicted label.</summary>
    public string PredictedLabelColumn { get; init; } = "PredictedLabel";

    /// <summary>The text column with the right label; rows in which it is empty do not count.</summary>
    public string LabelColumn { get; init; } = "Label";
}
