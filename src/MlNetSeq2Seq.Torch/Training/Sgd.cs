using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>Stochastic gradient descent with momentum, as <c>torch.optim.SGD</c> without damping. Weight decay is decoupled: it does not enter the momentum.</summary>
public sealed class Sgd : WeightOptimizer
{
    private readonly SgdOptions _options;

    /// <summary>Prepares the optimiser for the parameters of a model.</summary>
    /// <param name="parameters">The parameters by name, float32, contiguous; the names decide what decays.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or a parameter is not float32.</exception>
    public Sgd(IEnumerable<(string Name, Parameter Parameter)> parameters, SgdOptions options)
        : base(parameters, options)
    {
        _options = options;
        foreach (OptimizedParameter parameter in Parameters.Where(_ => options.Momentum > 0))
        {
            parameter.Keep("mean", parameter.Parameter.shape);
        }
    }

    private protected override void Update(OptimizedParameter parameter, Tensor gradient, double learningRate)
    {
        if (parameter.WeightDecay > 0)
        {
            parameter.Parameter.mul_(1 - (learningRate * parameter.WeightDecay));
        }

        parameter.Parameter.add_(_options.Momentum > 0 ? parameter.Mean.mul_(_options.Momentum).add_(gradient) : gradient, -learningRate);
    }
}
