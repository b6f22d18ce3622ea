using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>How the learning rate gets to its peak over the warm-up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearningRateWarmup>))]
public enum LearningRateWarmup
{
    /// <summary>It rises in a straight line from 0, so that the first step moves nothing.</summary>
    FromZero,

    /// <summary>It rises in a straight line from the first part of the peak: step s of w takes (s + 1) / (w + 1).</summary>
    FromFirstPart,

    /// <summary>It is at its peak from the first step on; what follows counts from the end of the warm-up all the same.</summary>
    Held,
}
