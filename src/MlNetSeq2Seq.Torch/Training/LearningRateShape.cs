using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>How the learning rate moves after the warm-up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearningRateShape>))]
public enum LearningRateShape
{
    /// <summary>It falls in a straight line to 0.</summary>
    Linear,

    /// <summary>It falls along half a cosine wave to 0.</summary>
    Cosine,

    /// <summary>It stays.</summary>
    Constant,
}
