namespace MlNetSeq2Seq.Training;

/// <summary>What one step of the optimiser did.</summary>
/// <param name="Step">The number of steps taken, this one included.</param>
/// <param name="TotalSteps">How many steps the training takes.</param>
/// <param name="Epoch">The number of the epoch, from 0.</param>
/// <param name="Loss">The mean loss of the step's labels.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="GradientNorm">The Euclidean norm of all gradients, before it was limited.</param>
/// <param name="Tokens">How many tokens the step read, without padding.</param>
/// <param name="Elapsed">The time since training began.</param>
/// <param name="TokensPerSecond">The speed since training began, without the time of validation.</param>
/// <param name="Remaining">The time that the remaining steps will take at the speed so far.</param>
public sealed record TrainingStep(
    long Step,
    long TotalSteps,
    int Epoch,
    double Loss,
    double LearningRate,
    double GradientNorm,
    int Tokens,
    TimeSpan Elapsed,
    double TokensPerSecond,
    TimeSpan Remaining)
{
    /// <summary>Whether the loss or a gradient was not finite, so that the weights stayed as they were.</summary>
    public bool IsSkipped { get; init; }
}
