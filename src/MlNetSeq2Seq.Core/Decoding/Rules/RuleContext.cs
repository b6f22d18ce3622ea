namespace MlNetSeq2Seq.Decoding.Rules;

/// <summary>What a rule knows of the hypothesis whose next token it judges.</summary>
/// <param name="tokens">Prefix and what was written so far, shape [prefix + written].</param>
/// <param name="prefixLength">Tokens of the prefix.</param>
/// <param name="source">Number of the source in its batch.</param>
public readonly ref struct RuleContext(ReadOnlySpan<int> tokens, int prefixLength, int source)
{
    /// <summary>Prefix and what was written so far, shape [prefix + written].</summary>
    public ReadOnlySpan<int> Tokens { get; } = tokens;

    /// <summary>Tokens of the prefix.</summary>
    public int PrefixLength { get; } = prefixLength;

    /// <summary>Number of the source in its batch.</summary>
    public int Source { get; } = source;

    /// <summary>Number of tokens written so far.</summary>
    public int WrittenLength => Tokens.Length - PrefixLength;
}
