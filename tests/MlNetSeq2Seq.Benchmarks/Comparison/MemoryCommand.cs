using System.Diagnostics;
using System.Text.Json;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>What memory a long training takes, and whether it grows.</summary>
internal static class MemoryCommand
{
    private const int Lines = 20;
    private const double Megabyte = 1 << 20;

    /// <summary>Trains a very small network; prints a line every twentieth of the steps, and at the end the growth since it had settled.</summary>
    public static void Run(int steps, int settled)
    {
        const int vocabulary = 100;
        manual_seed(1);
        using var model = new UnilmModel(new UnilmConfig
        {
            VocabularySize = vocabulary, HiddenSize = 16, LayerCount = 1, HeadCount = 2, IntermediateSize = 32, MaximumLength = RandomBatches.Length,
        });
        List<double> resident = [];
        var watch = new EachStep(step =>
        {
            if (step.Step % (steps / Lines) != 0)
            {
                return;
            }

            using var process = Process.GetCurrentProcess();
            double megabytes = process.WorkingSet64 / Megabyte;
            if (step.Step >= settled)
            {
                resident.Add(megabytes);
            }

            Console.WriteLine(JsonSerializer.Serialize(new
            {
                step = step.Step,
                resident = Math.Round(megabytes, 1),
                managed = Math.Round(GC.GetTotalMemory(forceFullCollection: false) / Megabyte, 2),
                committed = Math.Round(GC.GetGCMemoryInfo().TotalCommittedBytes / Megabyte, 2),
                collections = (int[])[.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(generation => GC.CollectionCount(generation))],
                tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount,
            }));
        });
        new TrainingLoop(model, new TrainingOptions { Epochs = 1, Average = new WeightAverageOptions() }).Run(RandomBatches.Of(vocabulary, rows: 4, steps), progress: watch);
        Console.WriteLine(JsonSerializer.Serialize(new { settled, growth = (resident[^1] / resident[0]) - 1, most = (resident.Max() / resident[0]) - 1 }));
    }
}
