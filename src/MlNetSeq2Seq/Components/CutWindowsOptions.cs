using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.CausalLm;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="CutWindowsEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CutWindowsOptions
{
    /// <summary>How long windows are and how far apart.</summary>
    public SlidingWindowsOptions Windows { get; init; } = new();

    /// <summary>Token ids, a vector of Int32; a row becomes as many as it has windows.</summary>
    public string InputIdsColumn { get; init; } = "InputIds";

    /// <summary>
    /// The next token of each position, a vector of Int32 that is cut alike; so the last label of a window is the token that follows it.
    /// null where rows have no labels.
    /// </summary>
    public string? LabelsColumn { get; init; } = "Labels";

    /// <summary>How much the loss of each label counts, a vector of Single that is cut alike; null where every label counts 1.</summary>
    public string? LabelWeightsColumn { get; init; }

    /// <summary>
    /// Whether a token that two windows share is a label in the first of them alone, as for measuring; learning asks for it in both.
    /// </summary>
    public bool LabelsOnce { get; init; }
}
