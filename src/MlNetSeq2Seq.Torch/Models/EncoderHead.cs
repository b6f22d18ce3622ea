using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models;

/// <summary>What an encoder's hidden states are made into. It decides what labels a sample must have.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EncoderHead>))]
public enum EncoderHead
{
    /// <summary>Scores of all tokens of the vocabulary at each labelled place.</summary>
    MaskedLanguageModel,

    /// <summary>
    /// Those, and scores of the classes of the row (next-sentence prediction, sentence order); the label of the row is its
    /// <see cref="Samples.TrainingSample.SequenceLabel"/>.
    /// </summary>
    PreTraining,

    /// <summary>Scores of the classes of the row alone.</summary>
    Classification,

    /// <summary>
    /// Where an answer begins and where it ends. The label at the first place of a row is the place of the answer's first token, the
    /// label at the second place that of its last token; no other place has a label.
    /// </summary>
    Reading,
}
