using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Text;

/// <summary>What happens to a sentence that is longer than a block may be.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LongSentences>))]
public enum LongSentences
{
    /// <summary>It is cut into pieces of the greatest length.</summary>
    Cut,

    /// <summary>It is dropped.</summary>
    Drop,

    /// <summary>It becomes a block of its own, longer than the greatest length.</summary>
    Keep,
}
