namespace MlNetSeq2Seq.Decoding.Rules;

/// <summary>
/// Forbids a token that would complete a run of tokens that prefix or text hold already (Paulus et al., arXiv:1705.04304, section 2.5).
/// </summary>
public sealed class NoRepeatNgram : ILogitsRule
{
    private readonly int _size;
    private readonly HashSet<int> _exceptions;

    /// <summary>Checks the size.</summary>
    /// <param name="size">Tokens of a run; with 1 no token is written twice.</param>
    /// <param name="exceptions">
    /// Tokens that are never forbidden, and runs with which are never looked for: punctuation, for example.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    public NoRepeatNgram(int size, params IEnumerable<int> exceptions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        _size = size;
        _exceptions = [.. exceptions];
    }

    /// <inheritdoc/>
    public void Apply(RuleContext context, Span<float> scores)
    {
        ReadOnlySpan<int> tokens = context.Tokens;
        if (tokens.Length < _size)
        {
            return;
        }

        ReadOnlySpan<int> tail = tokens[^(_size - 1)..];
        if (_exceptions.Count > 0 && ContainsException(tail))
        {
            return;
        }

        for (int i = 0; i + _size <= tokens.Length; i++)
        {
            int next = tokens[i + _size - 1];
            if (tokens.Slice(i, _size - 1).SequenceEqual(tail) && !_exceptions.Contains(next))
            {
                scores[next] = float.NegativeInfinity;
            }
        }
    }

    private bool ContainsException(ReadOnlySpan<int> tokens)
    {
        foreach (int token in tokens)
        {
            if (_exceptions.Contains(token))
            {
                return true;
            }
        }

        return false;
    }
}
