using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Components;

/// <summary>What a model is asked for at the target of a pair.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PrefixTask>))]
public enum PrefixTask
{
    /// <summary>Some tokens of the target are hidden and must be given back: UniLM's own way, which its generation needs.</summary>
    MaskedTokens,

    /// <summary>Every position gives the token that follows it: what networks that write from left to right learn.</summary>
    NextToken,
}
