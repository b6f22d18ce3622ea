using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Options of <see cref="SpanMerging"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SpanMergingOptions
{
    /// <summary>The mask.</summary>
    public required int MaskId { get; init; }
}
