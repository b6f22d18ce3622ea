using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>Options of <see cref="SentencePermutation"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SentencePermutationOptions
{
    /// <summary>The tokens that end a sentence; <see cref="Tokens.SentenceEndTokens"/> finds those of a Chinese vocabulary.</summary>
    public required IReadOnlyList<int> SentenceEndIds { get; init; }

    /// <summary>Share of the sentences that change places, rounded up; in [0, 1].</summary>
    public double PermutedRatio { get; init; } = 1;

    /// <summary>
    /// Whether what stands behind the last sentence end is a sentence too (fairseq) or stays at the end (Randeng's BART).
    /// </summary>
    public bool MovesUnterminatedTail { get; init; } = true;
}
