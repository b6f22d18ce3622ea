using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>What a model must write for a text with hidden spans.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SpanTarget>))]
public enum SpanTarget
{
    /// <summary>The hidden spans, each behind its sentinel where the source shows sentinels (T5).</summary>
    HiddenSpans,

    /// <summary>The whole text as it was (BART, MASS).</summary>
    WholeText,
}
