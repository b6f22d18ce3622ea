using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.CausalLm;

/// <summary>How far the labels of an answer reach.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerEnd>))]
public enum AnswerEnd
{
    /// <summary>To the first end token, which is a label: the model learns to stop. The best of the three (MiniGLM's report).</summary>
    WithEnd,

    /// <summary>To the token before the first end token: the model never stops.</summary>
    BeforeEnd,

    /// <summary>To the end of the row, end tokens that fill it included: answers become too short.</summary>
    WholeRow,
}
