namespace MlNetSeq2Seq.Decoding.Rules;

/// <summary>Lets nothing but one token stand at a place. The token then costs nothing: its score is 0, as with Hugging Face.</summary>
public sealed class ForcedTokens : ILogitsRule
{
    private readonly Dictionary<int, int> _tokens;

    /// <summary>Keeps the tokens.</summary>
    /// <param name="tokens">The id for each place, by its number counted from 0 behind the prefix.</param>
    public ForcedTokens(IReadOnlyDictionary<int, int> tokens) => _tokens = new Dictionary<int, int>(tokens);

    /// <inheritdoc/>
    public void Apply(RuleContext context, Span<float> scores)
    {
        if (_tokens.TryGetValue(context.WrittenLength, out int token))
        {
            TokenCheck.Run(nameof(ForcedTokens), token, scores);
            scores.Fill(float.NegativeInfinity);
            scores[token] = 0;
        }
    }
}
