using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Options of <see cref="VocabularySimplifier"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record VocabularySimplifierOptions
{
    /// <summary>
    /// Tokens with which the new vocabulary begins, kept whatever they look like. The source begins without [MASK]; a masked language model
    /// needs it.
    /// </summary>
    public IReadOnlyList<string> First { get; init; } = new SpecialTokenNames().InOrder();

    /// <summary>How often each token occurs in a corpus; where given, tokens that occur less often than <see cref="MinimumCount"/> go too.</summary>
    public IReadOnlyList<long>? TokenCounts { get; init; }

    /// <summary>How often a token must occur, with <see cref="TokenCounts"/>.</summary>
    public long MinimumCount { get; init; } = 1;
}
