using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>The norm of a FLASHQuad network. The JSON names are the published ones.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FlashQuadNorm>))]
public enum FlashQuadNorm
{
    /// <summary>x / sqrt(mean(x²) + epsilon) times one trained number.</summary>
    [JsonStringEnumMemberName("scale_norm")]
    Scale,

    /// <summary>LayerNorm with a gain and a bias for each value.</summary>
    [JsonStringEnumMemberName("layer_norm")]
    Layer,
}
