using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="NextSentencePairEstimator"/>; the defaults are BERT's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NextSentencePairOptions : SentencePairOptions
{
    /// <summary>Chance that the second part comes from another document, in [0, 1]; a row with one sentence always gets such a part.</summary>
    public double ForeignProbability { get; init; } = 0.5;

    /// <summary>Chance that a row is made short: of a length drawn evenly from 2 tokens to all; in [0, 1].</summary>
    public double ShortSequenceProbability { get; init; } = 0.1;
}
