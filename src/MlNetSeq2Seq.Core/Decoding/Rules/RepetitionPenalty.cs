namespace MlNetSeq2Seq.Decoding.Rules;

/// <summary>
/// Makes every token less likely that prefix or text hold already (Keskar et al., arXiv:1909.05858, section 4.1).
/// </summary>
/// <remarks>Differs from the paper, as Hugging Face does: a negative score is multiplied, since dividing would favour the token.</remarks>
public sealed class RepetitionPenalty : ILogitsRule
{
    private readonly float _penalty;

    /// <summary>Checks the penalty.</summary>
    /// <param name="penalty">Positive scores are divided by it, negative ones multiplied; greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not greater than 0.</exception>
    public RepetitionPenalty(double penalty)
    {
        if (!(penalty > 0 && double.IsFinite(penalty)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(penalty), penalty, $"RepetitionPenalty needs a number greater than 0, but got {penalty}.");
        }

        _penalty = (float)penalty;
    }

    /// <inheritdoc/>
    public void Apply(RuleContext context, Span<float> scores)
    {
        ReadOnlySpan<int> tokens = context.Tokens;
        for (int i = 0; i < tokens.Length; i++)
        {
            // Once for each token, however often it stands there.
            if (!tokens[..i].Contains(tokens[i]))
            {
                ref float score = ref scores[tokens[i]];
                score = score > 0 ? score / _penalty : score * _penalty;
            }
        }
    }
}
