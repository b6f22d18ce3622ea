using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="RotateDocumentEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RotateDocumentOptions : TokenNoiseOptions
{
    /// <summary>How often a row is rotated.</summary>
    public DocumentRotationOptions Noise { get; init; } = new();
}
