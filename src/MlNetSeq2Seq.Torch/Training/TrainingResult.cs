namespace MlNetSeq2Seq.Training;

/// <summary>What a training did.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="Steps">The steps that were taken, those before a checkpoint that it went on from included.</param>
/// <param name="Validations">The measurements on validation data; empty without such data.</param>
public sealed record TrainingResult(TrainingEnd End, IReadOnlyList<TrainingStep> Steps, IReadOnlyList<ValidationResult> Validations)
{
    /// <summary>The step of the checkpoint that training went on from; 0 where it began at the beginning.</summary>
    public long ResumedFrom { get; init; }

    /// <summary>The step with the best validation; 0 without validation data.</summary>
    public long BestStep { get; init; }

    /// <summary>How many steps had a loss or gradients that were not finite, and left the weights as they were.</summary>
    public int SkippedSteps => Steps.Count(step => step.IsSkipped);
}
