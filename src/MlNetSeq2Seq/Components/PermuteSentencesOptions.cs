using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="PermuteSentencesEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PermuteSentencesOptions : TokenNoiseOptions
{
    /// <summary>Where sentences end, and how many change places.</summary>
    public required SentencePermutationOptions Noise { get; init; }
}
