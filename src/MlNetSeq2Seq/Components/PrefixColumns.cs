using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Components;

/// <summary>The names of the columns that hold a prefix sample: what encoders write and trainers read.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PrefixColumns
{
    /// <summary>Token ids, a vector of Int32.</summary>
    public string InputIds { get; init; } = "InputIds";

    /// <summary>The segment of each token, a vector of Int32.</summary>
    public string SegmentIds { get; init; } = "SegmentIds";

    /// <summary>The id that is asked for at each position, -100 where nothing is; a vector of Int32.</summary>
    public string Labels { get; init; } = "Labels";

    /// <summary>How many tokens the source has, special tokens included; Int32.</summary>
    public string SourceLength { get; init; } = "SourceLength";

    /// <summary>The number of the <see cref="Samples.AttentionKind"/>; Int32.</summary>
    public string Attention { get; init; } = "Attention";
}
