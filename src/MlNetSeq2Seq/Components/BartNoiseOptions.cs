using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="BartNoiseEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BartNoiseOptions : TokenNoiseOptions
{
    /// <summary>The noises.</summary>
    public required BartNoisingOptions Noise { get; init; }

    /// <summary>What the decoder begins with.</summary>
    public required ShiftRightOptions Decoder { get; init; }

    /// <summary>The clean ids, which the model must write; a vector of Int32.</summary>
    public string LabelsColumn { get; init; } = "Labels";

    /// <summary>What the decoder reads: the labels moved right by its start token; a vector of Int32.</summary>
    public string DecoderInputIdsColumn { get; init; } = "DecoderInputIds";
}
