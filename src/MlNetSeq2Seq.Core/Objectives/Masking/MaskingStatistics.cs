using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>What some ways of masking know of a corpus.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MaskingStatistics
{
    /// <summary>How often each token occurs, shape [vocabulary]; for <see cref="RandomTokens.Corpus"/>.</summary>
    public IReadOnlyList<long>? TokenCounts { get; init; }

    /// <summary>Words and their neighbours; for <see cref="SimilarWordCorruption"/>.</summary>
    public SimilarWords? SimilarWords { get; init; }
}
