using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.CausalLm;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="CausalLmLabelsEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CausalLmLabelsOptions
{
    /// <summary>How far labels reach.</summary>
    public CausalLmLabelingOptions Labeling { get; init; } = new();

    /// <summary>Token ids, a vector of Int32.</summary>
    public string InputIdsColumn { get; init; } = "InputIds";

    /// <summary>Tokens of the prompt, which is read and not learnt; Int32. null where rows have none.</summary>
    public string? PromptLengthColumn { get; init; }

    /// <summary>The next token of each position, -100 where none is asked for; a vector of Int32.</summary>
    public string LabelsColumn { get; init; } = "Labels";
}
