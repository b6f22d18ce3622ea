namespace MlNetSeq2Seq.Evaluation;

/// <summary>How well a model foresees texts. Rows have LogProbability, Tokens, Perplexity.</summary>
public sealed record ScoreMetrics : EvaluationMetrics
{
    /// <summary>The number of tokens that were scored.</summary>
    public required long Tokens { get; init; }

    /// <summary>The mean negative log-likelihood of a token, in nats.</summary>
    public required double Loss { get; init; }

    /// <summary>exp(<see cref="Loss"/>).</summary>
    public double Perplexity => Math.Exp(Loss);

    private protected override (string Name, double Value)[] Values => [("Loss", Loss), ("Perplexity", Perplexity)];
}
