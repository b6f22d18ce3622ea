namespace MlNetSeq2Seq.Tokens;

/// <summary>How many tokens of each part of a pair are kept.</summary>
/// <param name="First">Tokens kept of the first part, counted from its start.</param>
/// <param name="Second">Tokens kept of the second part, counted from its start.</param>
public readonly record struct PairLengths(int First, int Second)
{
    /// <summary>Shortens a pair until it fits.</summary>
    /// <param name="truncation">Which part is shortened.</param>
    /// <param name="budget">Places for the tokens of both parts, special tokens not counted.</param>
    /// <returns>The lengths to keep: these, where they fit.</returns>
    /// <exception cref="ArgumentException">The pair does not fit and <paramref name="truncation"/> cannot make it fit.</exception>
    public PairLengths Fit(PairTruncation truncation, int budget)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budget);
        int excess = First + Second - budget;
        if (excess <= 0)
        {
            return this;
        }

        PairLengths kept = truncation switch
        {
            PairTruncation.LongestFirst => ShortenLongest(excess),
            PairTruncation.OnlyFirst => this with { First = First - excess },
            PairTruncation.OnlySecond => this with { Second = Second - excess },
            PairTruncation.None => new PairLengths(-1, -1),
            _ => throw new ArgumentOutOfRangeException(nameof(truncation), truncation, $"There is no truncation '{truncation}'."),
        };
        return kept.First >= 0 && kept.Second >= 0
            ? kept
            : throw new ArgumentException(
                $"A pair of {First} and {Second} tokens does not fit into {budget} places with truncation {truncation}.");
    }

    private PairLengths ShortenLongest(int excess)
    {
        // First the longer one down to the other, then by turns, the second beginning.
        int fromLonger = Math.Min(excess, Math.Abs(First - Second));
        PairLengths level = First > Second ? this with { First = First - fromLonger } : this with { Second = Second - fromLonger };
        int rest = excess - fromLonger;
        return new PairLengths(level.First - (rest / 2), level.Second - ((rest + 1) / 2));
    }
}
