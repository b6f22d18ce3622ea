using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.CausalLm;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="PackSequencesEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PackSequencesOptions
{
    /// <summary>How long rows are and how documents share them.</summary>
    public SequencePackingOptions Packing { get; init; } = new();

    /// <summary>Token ids, a vector of Int32.</summary>
    public string InputIdsColumn { get; init; } = "InputIds";

    /// <summary>
    /// The next token of each position, -100 where none is asked for; a vector of Int32. It is read where documents stay apart, and
    /// written always.
    /// </summary>
    public string LabelsColumn { get; init; } = "Labels";

    /// <summary>
    /// How much the loss of each label counts, a vector of Single as long as the labels, which is read and written where documents stay
    /// apart; null where every label counts 1.
    /// </summary>
    public string? LabelWeightsColumn { get; init; }

    /// <summary>The position of each token, a vector of Int32.</summary>
    public string PositionIdsColumn { get; init; } = "PositionIds";

    /// <summary>The number of each token's document in the row, a vector of Int32; all 0 where documents become one running text.</summary>
    public string DocumentIdsColumn { get; init; } = "DocumentIds";
}
