using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// How the learning rate moves: it rises linearly over the warm-up and then follows its <see cref="Shape"/>. Values are
/// factors of the peak rate; the step count begins at 0.
/// </summary>
public sealed record LearningRateSchedule
{
    /// <summary>What follows the warm-up.</summary>
    public LearningRateShape Shape { get; init; } = LearningRateShape.Linear;

    /// <summary>The share of all steps over which the rate rises from 0, in [0, 1]; used where <see cref="WarmupSteps"/> is null.</summary>
    public double WarmupShare { get; init; } = 0.1;

    /// <summary>The number of steps over which the rate rises from 0; null to use <see cref="WarmupShare"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? WarmupSteps { get; init; }

    /// <summary>The factor of the rate for a step.</summary>
    /// <param name="step">The number of steps taken before, from 0.</param>
    /// <param name="totalSteps">How many steps the training takes.</param>
    /// <returns>A factor in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    /// <exception cref="InvalidOperationException">The warm-up is not in its range.</exception>
    public double At(long step, long totalSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfNegative(totalSteps);
        if (WarmupShare is not (>= 0 and <= 1) || WarmupSteps < 0)
        {
            throw new InvalidOperationException($"The warm-up is a share of {WarmupShare} or {WarmupSteps} steps; a share lies in [0, 1], and steps are at least 0.");
        }

        long warmup = WarmupSteps ?? (long)(WarmupShare * totalSteps);
        if (step < warmup)
        {
            return step / (double)Math.Max(1, warmup);
        }

        double progress = (step - warmup) / (double)Math.Max(1, totalSteps - warmup);
        return Shape switch
        {
            LearningRateShape.Constant => 1,
            LearningRateShape.Linear => Math.Max(0, 1 - progress),
            LearningRateShape.Cosine => Math.Max(0, 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, progress)))),
            _ => throw new InvalidOperationException($"There is no learning rate shape {Shape}."),
        };
    }
}
