namespace MlNetSeq2Seq.Evaluation;

/// <summary>How predicted labels compare with the right ones. Rows have Label, PredictedLabel, and Accuracy: 1 where they are equal, else 0.</summary>
public sealed record LabelMetrics : EvaluationMetrics
{
    /// <summary>The share of rows whose label was predicted, in [0, 1].</summary>
    public required double Accuracy { get; init; }

    /// <summary>The mean of the labels' F1, in which rare labels count as much as frequent ones, in [0, 1].</summary>
    public required double MacroF1 { get; init; }

    private protected override (string Name, double Value)[] Values => [("Accuracy", Accuracy), ("Macro F1", MacroF1)];
}
