using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>How the learning rate moves after the warm-up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearningRateShape>))]
public enum LearningRateShape
{
    /// <summary>It falls in a straight line to the minimum.</summary>
    Linear,

    /// <summary>It falls along half a cosine wave to the minimum, or along several, starting again at the peak.</summary>
    Cosine,

    /// <summary>
    /// It swings along a cosine wave between the peak and the minimum, and goes on to swing beyond the step where the others have
    /// come to their minimum, as transformers' cosine schedule does.
    /// </summary>
    CosineWave,

    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls to the minimum as a power of the way that is left.</summary>
    Polynomial,

    /// <summary>It falls as 1/√step, whatever the number of steps. Source: Raffel et al., arXiv 1910.10683, section 3.1.2.</summary>
    InverseSquareRoot,

    /// <summary>It goes in straight lines between given points, which include the warm-up.</summary>
    PiecewiseLinear,
}
