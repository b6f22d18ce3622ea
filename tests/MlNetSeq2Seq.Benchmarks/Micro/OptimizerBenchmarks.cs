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
    private WeightAverage? _average;
    private AdamW? _composed;

    [GlobalSetup]
    public void Prepare()
    {
        _model = new UnilmModel(Shapes.Config(Shapes.Small));
        (string, Parameter)[] parameters = [.. _model.named_parameters()];
        foreach ((_, Parameter parameter) in parameters)
        {
            using Tensor gradient = randn_like(parameter);
            parameter.grad = gradient;
        }

        _fused = new FusedAdamW(parameters, new AdamWOptions());
        _average = new WeightAverage(parameters, new WeightAverageOptions());
        _composed = optim.AdamW(_model.parameters(), LearningRate, weight_decay: new AdamWOptions().WeightDecay);
    }

    [Benchmark]
    public void Fused() => _fused!.Step(LearningRate);

    [Benchmark]
    public void FusedWithAverage() => _fused!.Step(LearningRate, average: _average);

    [Benchmark]
    public void FusedThenAverage()
    {
        _fused!.Step(LearningRate);
        _average!.Update();
    }

    [Benchmark(Baseline = true)]
    public void Composed() => _composed!.step();

    [GlobalCleanup]
    public void Dispose()
    {
        _composed?.Dispose();
        _average?.Dispose();
        _fused?.Dispose();
        _model?.Dispose();
        GC.SuppressFinalize(this);
    }
}
