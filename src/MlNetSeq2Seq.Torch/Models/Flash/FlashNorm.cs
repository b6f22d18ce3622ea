using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>The norm before each layer of a FLASH network. The JSON names are the published ones.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FlashNorm>))]
public enum FlashNorm
{
    /// <summary>x / max(root of the mean of squares, epsilon) times one trained number.</summary>
    [JsonStringEnumMemberName("scalenorm")]
    Scale,

    /// <summary>LayerNorm with a gain and a bias for each value.</summary>
    [JsonStringEnumMemberName("layernorm")]
    Layer,
}
