using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Pairing;

/// <summary>
/// Options of <see cref="SentenceOrderPairing"/>; the defaults are Megatron's and Erlangshen's. ALBERT has
/// <see cref="ShortSequenceProbability"/> 0.1 and <see cref="SingleSentence.Foreign"/>.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SentenceOrderPairingOptions
{
    /// <summary>The special tokens of the vocabulary.</summary>
    public required SpecialTokens SpecialTokens { get; init; }

    /// <summary>Most tokens of a row, special tokens included.</summary>
    public int MaximumLength { get; init; } = 512;

    /// <summary>Chance that the two parts change places, in [0, 1].</summary>
    public double SwapProbability { get; init; } = 0.5;

    /// <summary>Chance that a row is made short: of a length drawn evenly from 2 tokens to all; in [0, 1].</summary>
    public double ShortSequenceProbability { get; init; }

    /// <summary>What becomes of a row with one sentence.</summary>
    public SingleSentence SingleSentence { get; init; } = SingleSentence.Unlabelled;
}
