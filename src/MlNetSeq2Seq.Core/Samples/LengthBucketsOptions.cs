using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Samples;

/// <summary>Options of <see cref="LengthBuckets"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LengthBucketsOptions
{
    /// <summary>Most tokens of a batch, padding included: rows times the length of the longest.</summary>
    public int MaximumTokens { get; init; } = 4096;

    /// <summary>Most rows of a batch.</summary>
    public int MaximumRows { get; init; } = int.MaxValue;

    /// <summary>Lengths are rounded up to a multiple of this.</summary>
    public int LengthMultiple { get; init; } = 1;

    /// <summary>
    /// Whether all rows of a batch have one kind of attention, so that a step trains one of UniLM's objectives; else a batch mixes them as
    /// its rows were drawn, as UniLM's paper and its Chinese source do.
    /// </summary>
    /// <remarks>
    /// The kind of a row is still drawn for the row, so the rows of a kind, and with them its batches, follow the mix. An epoch has a few more
    /// batches, because each kind has a last one that is not full.
    /// </remarks>
    public bool OneAttentionKind { get; init; }

    /// <summary>
    /// Whether rows of equal length, and the batches, stand in another order in every epoch; else the longest come first.
    /// </summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>With the number of the epoch, decides the order.</summary>
    public int Seed { get; init; }
}
