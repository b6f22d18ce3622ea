using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>Options of lookahead: every so many steps the weights are drawn back towards where they were. Source: Zhang et al., arXiv 1907.08610, algorithm 1.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LookaheadOptions
{
    /// <summary>How many steps lie between two draws; at least 1.</summary>
    public int Steps { get; init; } = 5;

    /// <summary>Which share of the way the slow weights go, in (0, 1].</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>What is wrong with the options, as the rest of a sentence; null where nothing is.</summary>
    internal string? Problem() => this is { Steps: >= 1, Share: > 0 and <= 1 } ? null : $"has {Steps} steps and a share of {Share}; wanted are at least 1 step and a share in (0, 1]";
}
