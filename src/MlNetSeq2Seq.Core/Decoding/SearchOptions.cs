using System.Text.Json.Serialization;
using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Decoding;

/// <summary>What every search has: how long, and what must not or must be written.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "method")]
[JsonDerivedType(typeof(GreedySearchOptions), "greedy")]
[JsonDerivedType(typeof(BeamSearchOptions), "beam")]
[JsonDerivedType(typeof(SamplingOptions), "sampling")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public abstract record SearchOptions
{
    /// <summary>Most tokens of a text, the end token included.</summary>
    public int MaximumLength { get; init; } = 32;

    /// <summary>Least tokens of a text, the end token not included.</summary>
    public int MinimumLength { get; init; }

    /// <summary>Texts for each source.</summary>
    public int Count { get; init; } = 1;

    /// <summary>No run of this many tokens is written twice; 0 for no such rule.</summary>
    public int NoRepeatNgramSize { get; init; }

    /// <summary>Tokens that <see cref="NoRepeatNgramSize"/> leaves alone.</summary>
    public IReadOnlyList<int> NoRepeatNgramExceptions { get; init; } = [];

    /// <summary>Makes tokens less likely that were written already: more than 1 does, 1 changes nothing.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>Tokens that are never written.</summary>
    public IReadOnlyList<int> ForbiddenTokens { get; init; } = [];

    /// <summary>The token that stands at a place, by its number counted from 0 behind the prefix.</summary>
    public IReadOnlyDictionary<int, int> ForcedTokens { get; init; } = new Dictionary<int, int>();

    /// <summary>Makes the search of these options.</summary>
    /// <param name="endId">The id of the token that finishes a text.</param>
    /// <param name="rules">Rules in addition to those of the options; they come after them, but before the forced tokens.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public abstract ISearch CreateSearch(int endId, params IReadOnlyList<ILogitsRule> rules);

    /// <summary>The rules of the options, in the order in which they are applied.</summary>
    internal ILogitsRule[] CreateRules(int endId, bool forbidsEarlyEnd, IReadOnlyList<ILogitsRule> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        ArgumentOutOfRangeException.ThrowIfNegative(endId);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Count);
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumLength);
        ArgumentOutOfRangeException.ThrowIfNegative(NoRepeatNgramSize);
        if (MinimumLength >= MaximumLength)
        {
            throw new ArgumentException(
                $"A text of at least {MinimumLength} tokens and its end token does not fit into MaximumLength {MaximumLength}.");
        }

        List<ILogitsRule> rules = [];
        if (RepetitionPenalty != 1)
        {
            rules.Add(new RepetitionPenalty(RepetitionPenalty));
        }

        if (NoRepeatNgramSize > 0)
        {
            rules.Add(new NoRepeatNgram(NoRepeatNgramSize, NoRepeatNgramExceptions));
        }

        if (ForbiddenTokens.Count > 0)
        {
            rules.Add(new ForbiddenTokens(ForbiddenTokens));
        }

        if (MinimumLength > 0 && forbidsEarlyEnd)
        {
            rules.Add(new MinimumLength(MinimumLength, endId));
        }

        rules.AddRange(others);
        if (ForcedTokens.Count > 0)
        {
            rules.Add(new ForcedTokens(ForcedTokens));
        }

        return [.. rules];
    }
}
