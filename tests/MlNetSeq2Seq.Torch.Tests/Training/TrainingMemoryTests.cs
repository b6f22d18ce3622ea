using MlNetSeq2Seq.Training;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>A long training keeps nothing of a step but its line in the history.</summary>
public sealed class TrainingMemoryTests
{
    [Fact]
    [Trait("Kind", "Slow")]
    public void Many_steps_leave_as_many_tensors_as_there_were_and_a_few_bytes_each()
    {
        const int settled = 300;
        const int steps = 1500;
        const int bytesOfStep = 64;
        const int slack = 128 << 10; // a block of the history that was begun, and what the runtime keeps of its own
        List<(long Tensors, long Bytes)> seen = [];
        using TinyModel model = TinyTraining.Model();
        var options = new TrainingOptions { Epochs = steps / TinyTraining.BatchesOfEpoch, Average = new WeightAverageOptions(), Lookahead = new LookaheadOptions(), ValidateEverySteps = steps };

        new TrainingLoop(model, options).Run(TinyTraining.Batches, TinyTraining.Held, new At(settled, steps - 1, Look));

        Assert.Equal(seen[0].Tensors, seen[1].Tensors);
        Assert.InRange(seen[1].Bytes - seen[0].Bytes, long.MinValue, ((steps - settled) * bytesOfStep) + slack);

        void Look() => seen.Add((DisposeScopeManager.Statistics.ThreadTotalLiveCount, GC.GetTotalMemory(forceFullCollection: true)));
    }

    private sealed class At(long first, long second, Action action) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value)
        {
            if (value.Step == first || value.Step == second)
            {
                action();
            }
        }
    }
}
