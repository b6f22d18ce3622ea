using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Which part of a pair loses its last tokens when both do not fit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PairTruncation>))]
public enum PairTruncation
{
    /// <summary>Neither: a pair that does not fit is an error.</summary>
    None,

    /// <summary>
    /// One token after the other from the part that is longer at that moment; from the second when both are equally long.
    /// </summary>
    LongestFirst,

    /// <summary>The first part alone.</summary>
    OnlyFirst,

    /// <summary>The second part alone.</summary>
    OnlySecond,
}
