using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Options of the moving average of weights, which is measured and kept in place of the weights of the last step. Training
/// itself is not changed by it. Source: Polyak and Juditsky 1992; as in Su, kexue.fm/archives/6575.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WeightAverageOptions
{
    /// <summary>The share of the average that stays in each step, in [0, 1).</summary>
    public double Decay { get; init; } = 0.999;

    /// <summary>
    /// Whether the average begins at zero and is divided by what it lacks therefore, so that the weights of the beginning are
    /// not in it; else it begins with the weights before the first step.
    /// </summary>
    public bool CorrectsBias { get; init; } = true;

    /// <summary>What is wrong with the options, as the rest of a sentence; null where nothing is.</summary>
    internal string? Problem() => Decay is >= 0 and < 1 ? null : $"has a decay of {Decay}; one in [0, 1) is wanted";
}
