using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>By what the linear attention of a bidirectional FLASH network divides its sum over all tokens.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FlashDivisor>))]
public enum FlashDivisor
{
    /// <summary>The row's own number of tokens, so that a row means the same in any batch.</summary>
    [JsonStringEnumMemberName("tokens")]
    Tokens,

    /// <summary>The length of the batch with padding, as the published code does it: what a row means then depends on its neighbours.</summary>
    [JsonStringEnumMemberName("padded_length")]
    PaddedLength,
}
