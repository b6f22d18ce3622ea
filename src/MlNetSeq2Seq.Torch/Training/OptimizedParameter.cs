using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>A parameter with what an optimiser keeps for it.</summary>
internal sealed class OptimizedParameter(string name, Parameter parameter, double weightDecay, double rate) : IDisposable
{
    private readonly List<(string Name, Tensor Value)> _state = [];

    public string Name => name;

    public Parameter Parameter => parameter;

    /// <summary>The share that decays with each unit of learning rate.</summary>
    public double WeightDecay => weightDecay;

    /// <summary>The factor of the learning rate.</summary>
    public double Rate => rate;

    public bool OnCpu { get; } = parameter.device_type == DeviceType.CPU;

    /// <summary>The gradient of the step in hand; null where the parameter has none.</summary>
    public Tensor? Gradient { get; set; }

    /// <summary>The sum of the gradient's squares, where it was asked for.</summary>
    public double SquareSum { get; set; }

    /// <summary>How often the parameter was updated: fewer times than the optimiser stepped where it was frozen for a while.</summary>
    public long StepCount { get; set; }

    public IReadOnlyList<(string Name, Tensor Value)> State => _state;

    /// <summary>The first tensor that <see cref="Keep"/> made, the mean of gradients in most optimisers.</summary>
    public Tensor Mean => _state[0].Value;

    /// <summary>The second tensor that <see cref="Keep"/> made, the mean of squared gradients in most optimisers.</summary>
    public Tensor Square => _state[1].Value;

    /// <summary>Makes a tensor of zeros that lives as long as the optimiser.</summary>
    public void Keep(string state, params long[] shape)
    {
        using var scope = NewDisposeScope();
        _state.Add((state, zeros(shape, dtype: ScalarType.Float32, device: parameter.device).DetachFromDisposeScope()));
    }

    public void Dispose()
    {
        foreach ((_, Tensor value) in _state)
        {
            value.Dispose();
        }
    }
}
