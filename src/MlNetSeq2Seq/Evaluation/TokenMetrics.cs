namespace MlNetSeq2Seq.Evaluation;

/// <summary>What a model makes of the labels of encoded rows, such as hidden tokens. Rows have Loss, Accuracy (no number where a row has no label) and Labels.</summary>
public sealed record TokenMetrics : EvaluationMetrics
{
    /// <summary>The number of labels.</summary>
    public required long Labels { get; init; }

    /// <summary>The mean negative log-likelihood of a label, in nats.</summary>
    public required double Loss { get; init; }

    /// <summary>The share of labels that got the highest score, in [0, 1].</summary>
    public required double Accuracy { get; init; }

    /// <summary>exp(<see cref="Loss"/>).</summary>
    public double Perplexity => Math.Exp(Loss);

    private protected override (string Name, double Value)[] Values => [("Loss", Loss), ("Perplexity", Perplexity), ("Token accuracy", Accuracy)];
}
