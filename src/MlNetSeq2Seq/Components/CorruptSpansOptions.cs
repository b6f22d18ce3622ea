using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="CorruptSpansEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CorruptSpansOptions : TokenNoiseOptions
{
    /// <summary>What is hidden, how it is shown and what is asked for.</summary>
    public required SpanCorruptionOptions Noise { get; init; }

    /// <summary>What the decoder begins with.</summary>
    public required ShiftRightOptions Decoder { get; init; }

    /// <summary>The ids that the model must write; a vector of Int32.</summary>
    public string LabelsColumn { get; init; } = "Labels";

    /// <summary>What the decoder reads: the labels moved right by its start token; a vector of Int32.</summary>
    public string DecoderInputIdsColumn { get; init; } = "DecoderInputIds";
}
