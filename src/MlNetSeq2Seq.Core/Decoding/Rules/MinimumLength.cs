namespace MlNetSeq2Seq.Decoding.Rules;

/// <summary>Forbids the end token until a text is long enough.</summary>
public sealed class MinimumLength : ILogitsRule
{
    private readonly int _length;
    private readonly int _endId;

    /// <summary>Checks the length.</summary>
    /// <param name="length">Least tokens written, the end token and the prefix not included.</param>
    /// <param name="endId">The id of the end token.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public MinimumLength(int length, int endId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _length = length;
        _endId = endId;
    }

    /// <inheritdoc/>
    public void Apply(RuleContext context, Span<float> scores)
    {
        if (context.WrittenLength < _length)
        {
            TokenCheck.Run(nameof(MinimumLength), _endId, scores);
            scores[_endId] = float.NegativeInfinity;
        }
    }
}
