namespace MlNetSeq2Seq.Scaling;

/// <summary>
/// The batch at which time and computation are balanced at a loss: B(L) = B* / L^(1/aB), in tokens
/// (Kaplan et al., arXiv:2001.08361, equation 5.3; McCandlish et al., arXiv:1812.06162).
/// </summary>
/// <remarks>
/// It says how noisy the gradient is at a loss. It is no bound on the loss that a batch can reach, as which the UniLM source reads it.
/// </remarks>
public sealed record CriticalBatchLaw
{
    /// <summary>B*, tokens.</summary>
    public double Scale { get; init; } = 2e8;

    /// <summary>aB.</summary>
    public double Exponent { get; init; } = 0.21;

    /// <summary>The critical batch at a loss, in tokens.</summary>
    /// <param name="loss">L in nats a token, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">L is not greater than 0.</exception>
    public double BatchAt(double loss) => Scale / Math.Pow(Positive.Of(loss), 1 / Exponent);

    /// <summary>The loss at which a batch is the critical one.</summary>
    /// <param name="batch">B in tokens, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">B is not greater than 0.</exception>
    public double LossFor(double batch) => Math.Pow(Scale / Positive.Of(batch), Exponent);

    /// <summary>The steps that a batch without end would take to a loss that S steps of a batch reach: S / (1 + B(L) / B) (equation 5.4).</summary>
    /// <param name="steps">S, greater than 0.</param>
    /// <param name="batch">B in tokens, greater than 0.</param>
    /// <param name="loss">L in nats a token, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not greater than 0.</exception>
    public double MinimumSteps(double steps, double batch, double loss) => Positive.Of(steps) / (1 + (BatchAt(loss) / Positive.Of(batch)));
}
