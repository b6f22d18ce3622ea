using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>How the source shows a hidden span.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SpanDisplay>))]
public enum SpanDisplay
{
    /// <summary>As a sentinel of its own (T5).</summary>
    Sentinel,

    /// <summary>As one mask, however long it is (BART).</summary>
    Mask,

    /// <summary>As a mask for each of its tokens (BERT, MASS).</summary>
    MaskPerToken,

    /// <summary>Not at all: its tokens are dropped.</summary>
    Nothing,
}
