using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>How neighbours of words are found.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SimilarWordsOptions
{
    /// <summary>Most words, the most frequent; at least 1.</summary>
    public int MaximumWords { get; init; } = 20_000;

    /// <summary>How often a word must occur to be learnt, at least 1.</summary>
    public int MinimumCount { get; init; } = 5;

    /// <summary>The most frequent words by whose company others are compared, at least 1.</summary>
    public int MaximumContexts { get; init; } = 5_000;

    /// <summary>How many words before and behind it are a word's company, at least 1.</summary>
    public int Window { get; init; } = 4;

    /// <summary>Most neighbours of a word, at least 1.</summary>
    public int NeighbourCount { get; init; } = 10;

    /// <summary>Checks the options.</summary>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumWords);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MinimumCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumContexts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Window);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(NeighbourCount);
    }
}
