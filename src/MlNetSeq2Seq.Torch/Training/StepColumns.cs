using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>The steps of a training as tensors, so that a checkpoint holds a long history in little space and to the last bit.</summary>
internal static class StepColumns
{
    private const string Reals = "history/reals";
    private const string Counts = "history/counts";
    private const int RealCount = 6;
    private const int CountCount = 4;

    /// <summary>Two tensors of shape [steps, columns]; they are the caller's.</summary>
    public static IEnumerable<(string Name, Tensor Value)> Write(IReadOnlyList<TrainingStep> steps)
    {
        double[] reals = new double[steps.Count * RealCount];
        long[] counts = new long[steps.Count * CountCount];
        foreach ((int i, TrainingStep step) in steps.Index())
        {
            ReadOnlySpan<double> real = [step.Loss, step.LearningRate, step.GradientNorm, step.Elapsed.TotalSeconds, step.TokensPerSecond, step.Remaining.TotalSeconds];
            ReadOnlySpan<long> count = [step.Step, step.Epoch, step.Tokens, step.IsSkipped ? 1 : 0];
            real.CopyTo(reals.AsSpan(i * RealCount));
            count.CopyTo(counts.AsSpan(i * CountCount));
        }

        return [(Reals, tensor(reals, [steps.Count, RealCount])), (Counts, tensor(counts, [steps.Count, CountCount]))];
    }

    /// <summary>Adds the steps that <see cref="Write"/> was given to an empty history.</summary>
    /// <exception cref="InvalidDataException">The file does not hold them.</exception>
    public static void Read(SafetensorsFile file, int count, StepHistory history)
    {
        using Tensor realColumns = StateTensors.Read(file, Reals, count, RealCount);
        using Tensor countColumns = StateTensors.Read(file, Counts, count, CountCount);
        double[] reals = realColumns.data<double>().ToArray();
        long[] counts = countColumns.data<long>().ToArray();
        for (int i = 0; i < count; i++)
        {
            history.Add(Step(i + 1, history.TotalSteps, reals.AsSpan(i * RealCount, RealCount), counts.AsSpan(i * CountCount, CountCount)));
        }
    }

    private static TrainingStep Step(long number, long totalSteps, ReadOnlySpan<double> reals, ReadOnlySpan<long> counts) => new(
        number, totalSteps, (int)counts[1], reals[0], reals[1], reals[2], (int)counts[2],
        TimeSpan.FromSeconds(reals[3]), reals[4], TimeSpan.FromSeconds(reals[5]))
    {
        IsSkipped = counts[3] != 0,
    };
}
