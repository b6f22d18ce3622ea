using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="InfillTextEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InfillTextOptions : TokenNoiseOptions
{
    /// <summary>How much is hidden, and how it is shown.</summary>
    public required TextInfillingOptions Noise { get; init; }
}
