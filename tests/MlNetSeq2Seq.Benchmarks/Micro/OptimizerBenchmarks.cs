using BenchmarkDotNet.Attributes;
using MlNetSeq2Seq.Benchmarks.Comparison;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Micro;

/// <summary>One step over the 3.2 million weights of the small network.</summary>
public class OptimizerBenchmarks : IDisposable
{
    private const double LearningRate = 1e-5;

    private UnilmModel? _model;
    private FusedAdamW? _fused;
    private AdamW? _composed;

    [GlobalSetup]
    public void Prepare()
    {
        _model = new UnilmModel(Shapes.Config(Shapes.Small));
        foreach ((_, Parameter parameter) in _model.named_parameters())
        {
            using Tensor gradient = randn_like(parameter);
            parameter.grad = gradient;
        }

        _fused = new FusedAdamW(_model.named_parameters(), new AdamWOptions());
        _composed = optim.AdamW(_model.parameters(), LearningRate, weight_decay: new AdamWOptions().WeightDecay);
    }

    [Benchmark]
    public void Fused() => _fused!.Step(LearningRate);

    [Benchmark(Baseline = true)]
    public void Composed() => _composed!.step();

    [GlobalCleanup]
    public void Dispose()
    {
        _composed?.Dispose();
        _fused?.Dispose();
        _model?.Dispose();
        GC.SuppressFinalize(this);
    }
}
