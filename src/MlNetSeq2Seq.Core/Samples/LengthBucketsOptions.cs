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
    /// Whether rows of equal length, and the batches, stand in another order in every epoch; else the longest come first.
    /// </summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>With the number of the epoch, decides the order.</summary>
    public int Seed { get; init; }
}
