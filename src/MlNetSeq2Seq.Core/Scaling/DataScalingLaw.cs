namespace MlNetSeq2Seq.Scaling;

/// <summary>
/// The loss by size of model and corpus, when training goes on until it no longer helps:
/// L(N, D) = ((Nc / N)^(aN / aD) + Dc / D)^aD (Kaplan et al., arXiv:2001.08361, equation 1.5 with the constants of table 2).
/// </summary>
/// <remarks>
/// The constants were measured on English web text in word pieces; for Chinese characters what they give is an orientation.
/// N counts parameters without embeddings, D tokens.
/// </remarks>
public sealed record DataScalingLaw
{
    private const double RuleFactor = 5000;
    private const double RuleExponent = 0.74;

    /// <summary>aN.</summary>
    public double ParameterExponent { get; init; } = 0.076;

    /// <summary>aD.</summary>
    public double DataExponent { get; init; } = 0.103;

    /// <summary>Nc, parameters.</summary>
    public double ParameterScale { get; init; } = 6.4e13;

    /// <summary>Dc, tokens.</summary>
    public double DataScale { get; init; } = 1.8e13;

    /// <summary>Tokens that keep a model from overfitting by the paper's rule of thumb: 5000 N^0.74 (equation 4.4).</summary>
    /// <param name="parameters">N, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is not greater than 0.</exception>
    public static double DataByRule(double parameters) => RuleFactor * Math.Pow(Positive.Of(parameters), RuleExponent);

    /// <summary>The largest model that a corpus feeds by the same rule.</summary>
    /// <param name="tokens">D, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">D is not greater than 0.</exception>
    public static double ParametersByRule(double tokens) => Math.Pow(Positive.Of(tokens) / RuleFactor, 1 / RuleExponent);

    /// <summary>What the size of the model adds under the power: (Nc / N)^(aN / aD).</summary>
    /// <param name="parameters">N, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is not greater than 0.</exception>
    public double ParameterTerm(double parameters) => Math.Pow(ParameterScale / Positive.Of(parameters), ParameterExponent / DataExponent);

    /// <summary>What the size of the corpus adds under the power: Dc / D.</summary>
    /// <param name="tokens">D, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">D is not greater than 0.</exception>
    public double DataTerm(double tokens) => DataScale / Positive.Of(tokens);

    /// <summary>The loss in nats a token.</summary>
    /// <param name="parameters">N, greater than 0.</param>
    /// <param name="tokens">D, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">N or D is not greater than 0.</exception>
    public double Loss(double parameters, double tokens) => Math.Pow(ParameterTerm(parameters) + DataTerm(tokens), DataExponent);

    /// <summary>Tokens with which the loss is by no more than a share above that of an endless corpus.</summary>
    /// <param name="parameters">N, greater than 0.</param>
    /// <param name="tolerance">The share, greater than 0; the paper has 0.02.</param>
    /// <exception cref="ArgumentOutOfRangeException">N or the share is not greater than 0.</exception>
    public double DataFor(double parameters, double tolerance = 0.02) =>
        DataScale / ((Math.Pow(1 + Positive.Of(tolerance), 1 / DataExponent) - 1) * ParameterTerm(parameters));
}
