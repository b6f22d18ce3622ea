using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.CausalLm;

/// <summary>Options of <see cref="SequencePacking"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SequencePackingOptions
{
    /// <summary>Most tokens of a packed row.</summary>
    public int MaximumLength { get; init; } = 1024;

    /// <summary>How documents share a row.</summary>
    public PackingMode Mode { get; init; } = PackingMode.SegmentMasked;

    /// <summary>The token behind each document, with <see cref="PackingMode.Concatenate"/>; null for none.</summary>
    public int? SeparatorId { get; init; }

    /// <summary>Whether the last row is given although it is not full, with <see cref="PackingMode.Concatenate"/>.</summary>
    public bool KeepLast { get; init; } = true;
}
