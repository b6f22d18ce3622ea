using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="ShiftLabelsEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ShiftLabelsOptions
{
    /// <summary>What the decoder begins with.</summary>
    public required ShiftRightOptions Decoder { get; init; }

    /// <summary>The ids that the model must write; a vector of Int32.</summary>
    public string TargetColumn { get; init; } = "InputIds";

    /// <summary>The same ids as labels; a vector of Int32.</summary>
    public string LabelsColumn { get; init; } = "Labels";

    /// <summary>What the decoder reads: the labels moved right by its start token; a vector of Int32.</summary>
    public string DecoderInputIdsColumn { get; init; } = "DecoderInputIds";
}
