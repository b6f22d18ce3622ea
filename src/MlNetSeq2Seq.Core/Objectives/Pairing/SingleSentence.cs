using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Pairing;

/// <summary>What becomes of a row with one sentence, which has no order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SingleSentence>))]
public enum SingleSentence
{
    /// <summary>It stands alone and has no label, so that a model does not learn that a lone sentence is in order.</summary>
    Unlabelled,

    /// <summary>It stands alone with label 0 (Erlangshen).</summary>
    InOrder,

    /// <summary>Sentences of another document follow it, with label 1 (ALBERT).</summary>
    Foreign,
}
