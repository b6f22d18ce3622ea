using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>What is chosen as a whole.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MaskingUnit>))]
public enum MaskingUnit
{
    /// <summary>Neighbouring tokens of the same word.</summary>
    Word,

    /// <summary>Every token for itself.</summary>
    Token,
}
