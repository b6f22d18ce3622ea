namespace MlNetSeq2Seq.Training.Watching;

/// <summary>What a model in training wrote.</summary>
/// <param name="Step">The step after which it wrote.</param>
/// <param name="Source">What it wrote for.</param>
/// <param name="Wanted">What stands in the data.</param>
/// <param name="Written">What it wrote.</param>
public sealed record WrittenText(long Step, string Source, string Wanted, string Written);
