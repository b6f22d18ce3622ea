using System.Diagnostics;
using System.Text.Json;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>What computing activations a second time saves and costs: memory and time of forward and backward passes, without an optimiser.</summary>
internal static class ActivationCommand
{
    private const int Labels = 20;

    public static void Run(string shape, int rows, int length, int steps, bool recompute, int threads)
    {
        set_num_threads(threads);
        manual_seed(1);
        UnilmConfig config = Shapes.Config(shape);
        using var model = new UnilmModel(config);
        model.train();
        model.Recomputation.Set(recompute);
        PaddedBatch batch = Batch(config.VocabularySize, rows, length);
        using var process = Process.GetCurrentProcess();
        Step(model, batch);
        process.Refresh();
        TimeSpan start = process.TotalProcessorTime;
        double loss = 0;
        for (int step = 0; step < steps; step++)
        {
            loss = Step(model, batch);
        }

        process.Refresh();
        const double megabyte = 1 << 20;
        double parameters = model.parameters().Sum(p => p.NumberOfElements * p.element_size()) / megabyte;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            shape, rows, length, recompute, loss, seconds = (process.TotalProcessorTime - start).TotalSeconds / steps,
            parameterMegabytes = parameters, peakMegabytes = process.PeakWorkingSet64 / megabyte,
        }));
    }

    private static double Step(UnilmModel model, PaddedBatch batch)
    {
        using var scope = NewDisposeScope();
        foreach (TorchSharp.Modules.Parameter parameter in model.parameters())
        {
            parameter.grad = null;
        }

        Tensor loss = model.Loss(batch, new TokenLoss());
        loss.backward();
        return loss.ToDouble();
    }

    private static PaddedBatch Batch(int vocabulary, int rows, int length) => PaddedBatch.Of(
        [.. Enumerable.Range(0, rows).Select(row =>
        {
            var random = new KeyedRandom(1, (ulong)row);
            int[] ids = [.. Enumerable.Range(0, length).Select(_ => random.Next(vocabulary))];
            return new MaskedSample(ids, new int[length], [.. ids.Select((id, i) => i < Labels ? id : Samples.Labels.Ignore)]);
        })],
        paddingId: 0);
}
