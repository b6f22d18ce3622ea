namespace MlNetSeq2Seq.Training;

/// <summary>What a model made of data that it was not trained on.</summary>
/// <param name="Epoch">The number of the epoch after which it was measured, from 0.</param>
/// <param name="Step">The number of steps taken until then.</param>
/// <param name="Loss">The mean negative log-likelihood of a label, in nats.</param>
/// <param name="Accuracy">The share of labels that got the highest score, in [0, 1].</param>
/// <param name="Labels">How many labels there were.</param>
public sealed record ValidationResult(int Epoch, long Step, double Loss, double Accuracy, long Labels)
{
    /// <summary>What the model made of the classes of rows; null where rows have none or the model has no head for them.</summary>
    public SequenceValidation? Sequence { get; init; }

    /// <summary>exp(<see cref="Loss"/>).</summary>
    public double Perplexity => Math.Exp(Loss);
}
