namespace MlNetSeq2Seq.Training;

/// <summary>A point of a piecewise linear schedule.</summary>
/// <param name="Step">The number of steps taken before, at least 0.</param>
/// <param name="Factor">The factor of the peak rate, at least 0.</param>
public sealed record LearningRatePoint(long Step, double Factor);
