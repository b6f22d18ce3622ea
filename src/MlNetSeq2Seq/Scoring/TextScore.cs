namespace MlNetSeq2Seq.Scoring;

/// <summary>How likely a model finds a text.</summary>
/// <param name="LogProbability">The natural logarithm of the probability that the model writes the text and ends it.</param>
/// <param name="TokenCount">How many tokens that are, the end token included.</param>
public readonly record struct TextScore(double LogProbability, int TokenCount)
{
    /// <summary>exp(-<see cref="LogProbability"/> / <see cref="TokenCount"/>), at least 1.</summary>
    public double Perplexity => Math.Exp(-LogProbability / TokenCount);
}
