using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Inference;

/// <summary>In which type weights are saved. They are computed with in float32 in any case.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WeightType>))]
public enum WeightType
{
    /// <summary>Exactly as trained.</summary>
    Float32,

    /// <summary>Half the size; the last 16 bits of each weight are lost.</summary>
    BFloat16,
}
