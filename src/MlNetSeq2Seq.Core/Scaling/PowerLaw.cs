namespace MlNetSeq2Seq.Scaling;

/// <summary>
/// The loss as a power of one quantity, when nothing else limits it: L(x) = (scale / x)^exponent, in nats a token
/// (Kaplan et al., arXiv:2001.08361, section 1.2).
/// </summary>
/// <param name="Scale">The quantity at which the loss would be one nat.</param>
/// <param name="Exponent">How fast the loss falls.</param>
public sealed record PowerLaw(double Scale, double Exponent)
{
    /// <summary>By parameters without embeddings (equation 1.1). The joint laws have constants of their own; do not mix them.</summary>
    public static PowerLaw Parameters { get; } = new(8.8e13, 0.076);

    /// <summary>By tokens of the corpus (equation 1.2).</summary>
    public static PowerLaw Data { get; } = new(5.4e13, 0.095);

    /// <summary>By computation in PF-days, at the best size and batch for it (equation 1.3).</summary>
    public static PowerLaw Compute { get; } = new(3.1e8, 0.050);

    /// <summary>The loss.</summary>
    /// <param name="quantity">The quantity, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is not greater than 0.</exception>
    public double Loss(double quantity) => Math.Pow(Scale / Positive.Of(quantity), Exponent);

    /// <summary>The quantity that a loss takes.</summary>
    /// <param name="loss">The loss in nats a token, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The loss is not greater than 0.</exception>
    public double QuantityFor(double loss) => Scale / Math.Pow(Positive.Of(loss), 1 / Exponent);
}
