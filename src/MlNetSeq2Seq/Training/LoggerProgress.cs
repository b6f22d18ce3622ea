using Microsoft.Extensions.Logging;

namespace MlNetSeq2Seq.Training;

/// <summary>Tells a logger of a training: a step now and then, every validation, and every step that was skipped.</summary>
/// <param name="logger">The logger.</param>
/// <param name="everySteps">How many steps lie between two that are told; at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="everySteps"/> is below 1.</exception>
public sealed partial class LoggerProgress(ILogger logger, int everySteps = 100) : IProgress<TrainingStep>, IProgress<ValidationResult>
{
    private readonly int _everySteps = everySteps >= 1
        ? everySteps
        : throw new ArgumentOutOfRangeException(nameof(everySteps), $"LoggerProgress is to tell of a step every {everySteps} steps; at least 1 is wanted.");

    /// <summary>Tells of a step if it is its turn, the last, or was skipped.</summary>
    /// <param name="value">The step.</param>
    public void Report(TrainingStep value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.IsSkipped)
        {
            Skipped(logger, value.Step, value.Loss, value.GradientNorm);
        }
        else if (value.Step % _everySteps == 0 || value.Step == value.TotalSteps)
        {
            Step(logger, value.Step, value.TotalSteps, value.Epoch + 1, value.Loss, value.LearningRate, value.GradientNorm, value.TokensPerSecond, value.Remaining);
        }
    }

    /// <summary>Tells of a validation.</summary>
    /// <param name="value">The validation.</param>
    public void Report(ValidationResult value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Validated(logger, value.Step, value.Epoch + 1, value);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Step {Step} of {TotalSteps}, epoch {Epoch}: loss {Loss:f4}, learning rate {LearningRate:e2}, gradient norm {GradientNorm:f3}, {TokensPerSecond:f0} tokens/s, {Remaining} to go")]
    private static partial void Step(ILogger logger, long step, long totalSteps, int epoch, double loss, double learningRate, double gradientNorm, double tokensPerSecond, TimeSpan remaining);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Step {Step} was skipped: its loss is {Loss} and its gradient norm {GradientNorm}")]
    private static partial void Skipped(ILogger logger, long step, double loss, double gradientNorm);

    [LoggerMessage(Level = LogLevel.Information, Message = "Validation at step {Step}, epoch {Epoch}: {Result}")]
    private static partial void Validated(ILogger logger, long step, int epoch, ValidationResult result);
}
