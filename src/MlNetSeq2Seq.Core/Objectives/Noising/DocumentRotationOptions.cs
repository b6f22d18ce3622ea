using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>Options of <see cref="DocumentRotation"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DocumentRotationOptions
{
    /// <summary>Chance that a row is rotated, in [0, 1].</summary>
    public double Probability { get; init; } = 1;
}
