using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>Does something at every step, on the thread of the training.</summary>
internal sealed class EachStep(Action<TrainingStep> action) : IProgress<TrainingStep>
{
    public void Report(TrainingStep value) => action(value);
}
