using System.Text.Json.Serialization;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.PrefixLm;

/// <summary>How source and target become one sequence.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PrefixLmOptions
{
    /// <summary>The special tokens of the vocabulary.</summary>
    public required SpecialTokens SpecialTokens { get; init; }

    /// <summary>Most tokens of a sequence, special tokens included.</summary>
    public int MaximumLength { get; init; } = 128;

    /// <summary>What happens to a pair that is longer.</summary>
    public PairTruncation Truncation { get; init; } = PairTruncation.LongestFirst;

    /// <summary>Who may look at whom.</summary>
    public AttentionKind Attention { get; init; } = AttentionKind.SequenceToSequence;

    /// <summary>The segments of source and target; null for UniLM's, which follow <see cref="Attention"/>.</summary>
    public SegmentIds? Segments { get; init; }
}
