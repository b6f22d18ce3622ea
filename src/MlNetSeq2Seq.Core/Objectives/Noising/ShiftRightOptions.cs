using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>Options of <see cref="ShiftRight"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ShiftRightOptions
{
    /// <summary>The token that a decoder begins with: the end of sequence for BART, padding for T5.</summary>
    public required int StartId { get; init; }

    /// <summary>What the decoder reads in the place of a label that is ignored.</summary>
    public required int PaddingId { get; init; }
}
