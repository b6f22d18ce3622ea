namespace MlNetSeq2Seq.Scaling;

/// <summary>
/// The loss by size of model and least number of steps, on a corpus without end: L(N, Smin) = (Nc / N)^aN + (Sc / Smin)^aS
/// (Kaplan et al., arXiv:2001.08361, equation 1.6 with the constants of table 3).
/// </summary>
/// <remarks>Smin is the number of steps that a batch far above the critical one would take.</remarks>
public sealed record StepScalingLaw
{
    /// <summary>aN.</summary>
    public double ParameterExponent { get; init; } = 0.077;

    /// <summary>aS.</summary>
    public double StepExponent { get; init; } = 0.76;

    /// <summary>Nc, parameters.</summary>
    public double ParameterScale { get; init; } = 6.5e13;

    /// <summary>Sc, steps.</summary>
    public double StepScale { get; init; } = 2.1e3;

    /// <summary>The part of the loss that no number of steps takes away: (Nc / N)^aN.</summary>
    /// <param name="parameters">N, parameters without embeddings, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is not greater than 0.</exception>
    public double ParameterTerm(double parameters) => Math.Pow(ParameterScale / Positive.Of(parameters), ParameterExponent);

    /// <summary>The part of the loss that more steps take away: (Sc / Smin)^aS.</summary>
    /// <param name="minimumSteps">Smin, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Smin is not greater than 0.</exception>
    public double StepTerm(double minimumSteps) => Math.Pow(StepScale / Positive.Of(minimumSteps), StepExponent);

    /// <summary>The loss in nats a token.</summary>
    /// <param name="parameters">N, parameters without embeddings, greater than 0.</param>
    /// <param name="minimumSteps">Smin, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">N or Smin is not greater than 0.</exception>
    public double Loss(double parameters, double minimumSteps) => ParameterTerm(parameters) + StepTerm(minimumSteps);
}
