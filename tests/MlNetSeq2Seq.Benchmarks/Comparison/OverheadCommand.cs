using System.Diagnostics;
using System.Text.Json;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Training.Watching;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>
/// What watching, checkpoints and averages cost, as a share of the step: the same training plain and with each, in turns,
/// in processor time and the median of the turns. And memory over many steps.
/// </summary>
internal static class OverheadCommand
{
    private const int Length = 64;
    private const int Labels = 10;

    public static void Run(string shape, int rows, int steps, int rounds, int checkpointSteps)
    {
        var ways = new Dictionary<string, List<double>> { ["plain"] = [], ["watched"] = [], ["checkpoints"] = [], ["average"] = [] };
        for (int round = 0; round < rounds; round++)
        {
            foreach (string way in ways.Keys)
            {
                ways[way].Add(Measure(shape, rows, steps, way, checkpointSteps));
            }
        }

        double plain = Median(ways["plain"]);
        foreach ((string way, List<double> seconds) in ways)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { shape, rows, steps, way, milliseconds = Median(seconds) * 1000, overhead = (Median(seconds) / plain) - 1 }));
        }
    }

    /// <summary>Prints the resident memory after every tenth of many steps of a very small network.</summary>
    public static void RunMemory(int steps)
    {
        const double megabyte = 1 << 20;
        manual_seed(1);
        using var model = new UnilmModel(new UnilmConfig { VocabularySize = 100, HiddenSize = 16, LayerCount = 1, HeadCount = 2, IntermediateSize = 32, MaximumLength = Length });
        var memory = new Each(step =>
        {
            if (step.Step % (steps / 10) == 0)
            {
                using var process = Process.GetCurrentProcess();
                Console.WriteLine(JsonSerializer.Serialize(new { step = step.Step, megabytes = process.WorkingSet64 / megabyte, managed = GC.GetGCMemoryInfo().TotalCommittedBytes / megabyte }));
            }
        });
        new TrainingLoop(model, new TrainingOptions { Epochs = 1, Average = new WeightAverageOptions() }).Run(Batches(100, 4, steps), progress: memory);
    }

    // Processor seconds of a step, the first few left out: they do not depend on what else the machine does.
    private static double Measure(string shape, int rows, int steps, string way, int checkpointSteps)
    {
        const int warmup = 3;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnetseq2seq-overhead-");
        try
        {
            manual_seed(1);
            UnilmConfig config = Shapes.Config(shape);
            using var model = new UnilmModel(config);
            using TrainingLog? log = way == "watched" ? new TrainingLog(folder.FullName) : null;
            using var process = Process.GetCurrentProcess();
            TimeSpan start = default;
            TimeSpan end = default;
            var each = new Each(step =>
            {
                log?.Report(step);
                if (step.Step == warmup)
                {
                    process.Refresh();
                    start = process.TotalProcessorTime;
                }

                if (step.Step == steps)
                {
                    process.Refresh();
                    end = process.TotalProcessorTime;
                }
            });
            new TrainingLoop(model, new TrainingOptions
            {
                Epochs = 1,
                Average = way == "average" ? new WeightAverageOptions() : null,
                Checkpoints = way == "checkpoints" ? new CheckpointOptions { Folder = Path.Combine(folder.FullName, "checkpoints"), EverySteps = checkpointSteps } : null,
            }).Run(Batches(config.VocabularySize, rows, steps), progress: each);
            return (end - start).TotalSeconds / (steps - warmup);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static EpochBatches Batches(int vocabulary, int rows, int steps) => new(steps, _ => Enumerable.Range(0, steps).Select(step =>
    {
        var random = new KeyedRandom(1, (ulong)step);
        return PaddedBatch.Of([.. Enumerable.Range(0, rows).Select(_ => Sample(random, vocabulary))], paddingId: 0);
    }));

    private static MaskedSample Sample(KeyedRandom random, int vocabulary)
    {
        int[] ids = [.. Enumerable.Range(0, Length).Select(_ => random.Next(vocabulary))];
        return new MaskedSample(ids, new int[Length], [.. ids.Select((id, i) => i < Labels ? id : Samples.Labels.Ignore)]);
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private sealed class Each(Action<TrainingStep> action) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value) => action(value);
    }
}
