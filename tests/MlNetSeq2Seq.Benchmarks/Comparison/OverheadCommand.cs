using System.Diagnostics;
using System.Text.Json;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Training.Watching;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>
/// What watching, checkpoints and averages cost, as a share of the step. Plain training and each way take turns; each turn
/// is compared with the plain one of its round, and the median of the rounds counts: what else the machine does then
/// meets both sides alike. On a machine that is busy all the time the fastest turns of both sides tell more.
/// </summary>
internal static class OverheadCommand
{
    private const string Watched = "watched";
    private const string Checkpoints = "checkpoints";
    private const string Average = "average";
    private const int CheckpointSteps = 100;

    /// <summary>What may be compared with plain training.</summary>
    public static IReadOnlyList<string> Ways { get; } = [Watched, Checkpoints, Average];

    public static void Run(string shape, int rows, int steps, int rounds, IReadOnlyList<string> ways, int threads)
    {
        // As the pipelines train: what is added would look smaller beside steps that wait for fresh memory.
        NativeMemory.KeepFreed();
        set_num_threads(threads);

        // A checkpoint weighs as much as it does in a long training only where the steps are whole hundreds.
        int measured = ways.Contains(Checkpoints) ? (steps + CheckpointSteps - 1) / CheckpointSteps * CheckpointSteps : steps;
        List<Turn>[] turns = [.. ways.Select(_ => new List<Turn>())];
        List<Turn> plain = [];
        for (int round = 0; round < rounds; round++)
        {
            plain.Add(Measure(shape, rows, measured, "plain"));
            foreach ((string way, List<Turn> own) in ways.Zip(turns))
            {
                own.Add(Measure(shape, rows, measured, way));
            }
        }

        Print("plain", plain);
        foreach ((string way, List<Turn> own) in ways.Zip(turns))
        {
            Print(way, own);
        }

        void Print(string way, List<Turn> own) => Console.WriteLine(JsonSerializer.Serialize(new
        {
            shape,
            rows,
            steps = measured,
            way,
            milliseconds = Median(own.Select(t => t.Wall)) * 1000,
            processorMilliseconds = Median(own.Select(t => t.Processor)) * 1000,
            overhead = Median(own.Zip(plain, (t, p) => t.Wall / p.Wall)) - 1,
            processorOverhead = Median(own.Zip(plain, (t, p) => t.Processor / p.Processor)) - 1,
            processorOverheadOfFastest = (own.Min(t => t.Processor) / plain.Min(t => t.Processor)) - 1,
        }));
    }

    // Seconds of a step; those before code is compiled and buffers have their sizes are left out.
    private static Turn Measure(string shape, int rows, int steps, string way)
    {
        const int warmup = 5;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnetseq2seq-overhead-");
        try
        {
            manual_seed(1);
            UnilmConfig config = Shapes.Config(shape);
            using var model = new UnilmModel(config);
            using TrainingLog? log = way == Watched ? new TrainingLog(folder.FullName) : null;
            using var process = Process.GetCurrentProcess();
            var wall = new Stopwatch();
            TimeSpan before = default;
            TimeSpan processor = default;
            var each = new EachStep(step =>
            {
                log?.Report(step);
                if (step.Step == warmup)
                {
                    process.Refresh();
                    before = process.TotalProcessorTime;
                    wall.Start();
                }

                if (step.Step == warmup + steps)
                {
                    wall.Stop();
                    process.Refresh();
                    processor = process.TotalProcessorTime - before;
                }
            });
            new TrainingLoop(model, new TrainingOptions
            {
                Epochs = 1,
                Average = way == Average ? new WeightAverageOptions() : null,
                Checkpoints = way == Checkpoints ? new CheckpointOptions { Folder = Path.Combine(folder.FullName, "checkpoints"), EverySteps = CheckpointSteps } : null,
            }).Run(RandomBatches.Of(config.VocabularySize, rows, warmup + steps), progress: each);
            return new Turn(wall.Elapsed.TotalSeconds / steps, processor.TotalSeconds / steps);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private readonly record struct Turn(double Wall, double Processor);
}
