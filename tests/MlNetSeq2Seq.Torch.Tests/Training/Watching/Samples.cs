using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training.Watching;

/// <summary>Steps to be told.</summary>
internal static class Samples
{
    public static TrainingStep Step(long step, double loss = 1) => new(step, 100, 0, loss, 0.01, 2, 50, TimeSpan.FromSeconds(step), 100, TimeSpan.FromSeconds(5));
}
