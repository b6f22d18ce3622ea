using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Pairing;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Options of <see cref="SentenceOrderPairEstimator"/>; the defaults are Megatron's and Erlangshen's. ALBERT has
/// <see cref="ShortSequenceProbability"/> 0.1 and <see cref="Objectives.Pairing.SingleSentence.Foreign"/>.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SentenceOrderPairOptions : SentencePairOptions
{
    /// <summary>Chance that the two parts change places, in [0, 1].</summary>
    public double SwapProbability { get; init; } = 0.5;

    /// <summary>Chance that a row is made short: of a length drawn evenly from 2 tokens to all; in [0, 1].</summary>
    public double ShortSequenceProbability { get; init; }

    /// <summary>What becomes of a row with one sentence.</summary>
    public SingleSentence SingleSentence { get; init; } = SingleSentence.Unlabelled;
}
