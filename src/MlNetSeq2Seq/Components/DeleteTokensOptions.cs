using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="DeleteTokensEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DeleteTokensOptions : TokenNoiseOptions
{
    /// <summary>How much is deleted.</summary>
    public TokenDeletionOptions Noise { get; init; } = new();
}
