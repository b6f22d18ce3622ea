using System.Globalization;
using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// How the learning rate moves: it rises over the warm-up and then follows its <see cref="Shape"/>. Values are factors of
/// the peak rate; the step count begins at 0.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LearningRateSchedule
{
    /// <summary>What follows the warm-up.</summary>
    public LearningRateShape Shape { get; init; } = LearningRateShape.Linear;

    /// <summary>The share of all steps over which the rate rises, in [0, 1]; used where <see cref="WarmupSteps"/> is null.</summary>
    public double WarmupShare { get; init; } = 0.1;

    /// <summary>The number of steps over which the rate rises; null to use <see cref="WarmupShare"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? WarmupSteps { get; init; }

    /// <summary>How the rate rises.</summary>
    public LearningRateWarmup Warmup { get; init; } = LearningRateWarmup.FromZero;

    /// <summary>The factor that the rate falls to and then keeps, in [0, 1].</summary>
    public double MinimumFactor { get; init; }

    /// <summary>The step at which the rate has fallen to <see cref="MinimumFactor"/>, warm-up included; null for the last of the training.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? DecaySteps { get; init; }

    /// <summary>The power of <see cref="LearningRateShape.Polynomial"/>, above 0.</summary>
    public double Power { get; init; } = 2;

    /// <summary>
    /// How often <see cref="LearningRateShape.Cosine"/> falls from the peak, or how many half waves <see cref="LearningRateShape.CosineWave"/>
    /// goes through, up to <see cref="DecaySteps"/>; at least 1.
    /// </summary>
    public int Cycles { get; init; } = 1;

    /// <summary>The points of <see cref="LearningRateShape.PiecewiseLinear"/>, by rising step. Before the first the rate rises from 0 at step 0, after the last it stays.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; init; } = [];

    /// <summary>The factor of the rate for a step.</summary>
    /// <param name="step">The number of steps taken before, from 0.</param>
    /// <param name="totalSteps">How many steps the training takes.</param>
    /// <returns>A factor of at least 0; at most 1, but for points above it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    /// <exception cref="InvalidOperationException">A member is not in its range.</exception>
    public double At(long step, long totalSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfNegative(totalSteps);
        if (Problem() is { } problem)
        {
            throw new InvalidOperationException($"The learning rate's schedule {problem}.");
        }

        if (Shape == LearningRateShape.PiecewiseLinear)
        {
            return BetweenPoints(step);
        }

        long warmup = WarmupSteps ?? (long)(WarmupShare * totalSteps);
        if (step < warmup && Warmup != LearningRateWarmup.Held)
        {
            return Warmup == LearningRateWarmup.FromZero ? step / (double)warmup : (step + 1) / (double)(warmup + 1);
        }

        // Beyond the last step no progress is made: the rate stays where it is then. A wave and 1/√step go on.
        long after = Math.Max(0, step - warmup);
        double way = after / (double)Math.Max(1, (DecaySteps ?? totalSteps) - warmup);
        double progress = step >= (DecaySteps ?? totalSteps) ? 1 : Math.Min(1, way);
        double left = Shape switch
        {
            LearningRateShape.Constant => 1,
            LearningRateShape.Linear => 1 - progress,
            LearningRateShape.Polynomial => Math.Pow(1 - progress, Power),
            LearningRateShape.Cosine => progress < 1 ? 0.5 * (1 + Math.Cos(Math.PI * (Cycles * progress % 1))) : 0,
            LearningRateShape.CosineWave => 0.5 * (1 + Math.Cos(Math.PI * Cycles * way)),
            LearningRateShape.InverseSquareRoot => Math.Sqrt(Math.Max(1, warmup) / (double)Math.Max(Math.Max(1, warmup), step)),
            _ => throw new InvalidOperationException($"There is no learning rate shape {Shape}."),
        };
        return MinimumFactor + ((1 - MinimumFactor) * left);
    }

    /// <summary>What is wrong with the schedule, as the rest of a sentence; null where nothing is.</summary>
    internal string? Problem()
    {
        if (WarmupShare is not (>= 0 and <= 1) || WarmupSteps < 0)
        {
            return $"has a warm-up of a share of {WarmupShare} or {WarmupSteps?.ToString(CultureInfo.InvariantCulture) ?? "no"} steps; a share lies in [0, 1], and steps are at least 0";
        }

        if (MinimumFactor is not (>= 0 and <= 1) || DecaySteps < 1 || Power is not (> 0 and < double.PositiveInfinity) || Cycles < 1)
        {
            return $"has minimum factor {MinimumFactor}, decay steps {DecaySteps}, power {Power} and {Cycles} cycles; wanted are a factor in [0, 1], at least 1 step and cycle, and a power above 0";
        }

        if (DecaySteps < WarmupSteps)
        {
            return $"has come to its minimum after {DecaySteps} steps, within a warm-up of {WarmupSteps}; the decay must end after the warm-up";
        }

        bool rises = Points.Zip(Points.Skip(1)).All(pair => pair.First.Step < pair.Second.Step);
        return Shape == LearningRateShape.PiecewiseLinear && (Points.Count == 0 || !rises || Points.Any(p => p.Step < 0 || p.Factor is not (>= 0 and < double.PositiveInfinity)))
            ? $"has the points {string.Join(", ", Points.Select(p => $"({p.Step}, {p.Factor})"))}; wanted is at least one, by rising step, with factors of at least 0"
            : null;
    }

    private double BetweenPoints(long step)
    {
        var before = new LearningRatePoint(0, 0);
        foreach (LearningRatePoint point in Points)
        {
            if (step < point.Step)
            {
                return before.Factor + ((point.Factor - before.Factor) * ((step - before.Step) / (double)(point.Step - before.Step)));
            }

            before = point;
        }

        return before.Factor;
    }
}
