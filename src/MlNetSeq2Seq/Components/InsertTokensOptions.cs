using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="InsertTokensEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InsertTokensOptions : TokenNoiseOptions
{
    /// <summary>What is put in, and how much.</summary>
    public required TokenInsertionOptions Noise { get; init; }
}
