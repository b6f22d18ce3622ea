using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Pairing;

/// <summary>Options of <see cref="NextSentencePairing"/>; the defaults are BERT's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NextSentencePairingOptions
{
    /// <summary>The special tokens of the vocabulary.</summary>
    public required SpecialTokens SpecialTokens { get; init; }

    /// <summary>Most tokens of a row, special tokens included.</summary>
    public int MaximumLength { get; init; } = 512;

    /// <summary>Chance that the second part comes from another document, in [0, 1]; a row with one sentence always gets such a part.</summary>
    public double ForeignProbability { get; init; } = 0.5;

    /// <summary>Chance that a row is made short: of a length drawn evenly from 2 tokens to all; in [0, 1].</summary>
    public double ShortSequenceProbability { get; init; } = 0.1;
}
