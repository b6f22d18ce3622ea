namespace MlNetSeq2Seq.Decoding.Rules;

/// <summary>Forbids tokens everywhere.</summary>
public sealed class ForbiddenTokens : ILogitsRule
{
    private readonly int[] _tokens;

    /// <summary>Keeps the tokens.</summary>
    /// <param name="tokens">The ids that are never written.</param>
    public ForbiddenTokens(params IEnumerable<int> tokens) => _tokens = [.. tokens];

    /// <inheritdoc/>
    public void Apply(RuleContext context, Span<float> scores)
    {
        foreach (int token in _tokens)
        {
            TokenCheck.Run(nameof(ForbiddenTokens), token, scores);
            scores[token] = float.NegativeInfinity;
        }
    }
}
