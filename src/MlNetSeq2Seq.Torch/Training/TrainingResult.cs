namespace MlNetSeq2Seq.Training;

/// <summary>What a training did.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="Steps">The steps that were taken.</param>
/// <param name="Validations">The evaluations after each epoch; empty without validation data.</param>
public sealed record TrainingResult(TrainingEnd End, IReadOnlyList<TrainingStep> Steps, IReadOnlyList<ValidationResult> Validations);
