using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Masking;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="MergeMasksEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MergeMasksOptions
{
    /// <summary>The mask.</summary>
    public required SpanMergingOptions Merging { get; init; }

    /// <summary>Token ids, a vector of Int32 that is read and written.</summary>
    public string InputIdsColumn { get; init; } = "InputIds";

    /// <summary>The number of each token's word, -1 for special tokens; a vector of Int32 that is read and written.</summary>
    public string WordIdsColumn { get; init; } = "WordIds";
}
