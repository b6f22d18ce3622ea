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
        double[] reals = [.. steps.SelectMany(s => (double[])[s.Loss, s.LearningRate, s.GradientNorm, s.Elapsed.TotalSeconds, s.TokensPerSecond, s.Remaining.TotalSeconds])];
        long[] counts = [.. steps.SelectMany(s => (long[])[s.Step, s.Epoch, s.Tokens, s.IsSkipped ? 1 : 0])];
        return [(Reals, tensor(reals, [steps.Count, RealCount])), (Counts, tensor(counts, [steps.Count, CountCount]))];
    }

    /// <summary>The steps that <see cref="Write"/> was given.</summary>
    /// <exception cref="InvalidDataException">The file does not hold them.</exception>
    public static IEnumerable<TrainingStep> Read(SafetensorsFile file, int count, long totalSteps)
    {
        using Tensor realColumns = StateTensors.Read(file, Reals, count, RealCount);
        using Tensor countColumns = StateTensors.Read(file, Counts, count, CountCount);
        double[] reals = realColumns.data<double>().ToArray();
        long[] counts = countColumns.data<long>().ToArray();
        return [.. Enumerable.Range(0, count).Select(i => (Reals: reals.AsMemory(i * RealCount, RealCount), Counts: counts.AsMemory(i * CountCount, CountCount)))
            .Select(row => Step(row.Reals.Span, row.Counts.Span, totalSteps))];
    }

    private static TrainingStep Step(ReadOnlySpan<double> reals, ReadOnlySpan<long> counts, long totalSteps) => new(
        counts[0], totalSteps, (int)counts[1], reals[0], reals[1], reals[2], (int)counts[2],
        TimeSpan.FromSeconds(reals[3]), reals[4], TimeSpan.FromSeconds(reals[5]))
    {
        IsSkipped = counts[3] != 0,
    };
}
