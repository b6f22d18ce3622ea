using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Decoding;

/// <summary>What an end token is in a text that has not its least length yet.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EarlyEnd>))]
public enum EarlyEnd
{
    /// <summary>Never written.</summary>
    Forbidden,

    /// <summary>A token as others, after which the text goes on.</summary>
    Ordinary,
}
