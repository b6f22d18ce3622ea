namespace MlNetSeq2Seq.Metrics;

/// <summary>
/// The entropy of tokens drawn one by one, -Σ p ln p: the loss of a model that has learnt how frequent each token is and nothing else.
/// What a language model's loss lies below it is what the model makes of the context (Shannon, 1948, section 6).
/// </summary>
public sealed class UnigramEntropy
{
    private readonly Dictionary<int, long> _counts = [];

    /// <summary>How many tokens were counted.</summary>
    public long Count { get; private set; }

    /// <summary>The entropy, in nats, at least 0; 0 where nothing was counted.</summary>
    public double Value => _counts.Values.Sum(count => -(count / (double)Count) * Math.Log(count / (double)Count));

    /// <summary>Counts tokens.</summary>
    /// <param name="tokens">Token ids, shape [length].</param>
    public void Add(ReadOnlySpan<int> tokens)
    {
        foreach (int token in tokens)
        {
            _counts[token] = _counts.GetValueOrDefault(token) + 1;
        }

        Count += tokens.Length;
    }
}
