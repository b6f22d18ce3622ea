using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>Lion: every weight moves by the learning rate, in the direction of the sign of a mean of gradients. Source: Chen et al., arXiv 2302.06675, algorithm 2.</summary>
public sealed class Lion : WeightOptimizer
{
    private readonly LionOptions _options;

    /// <summary>Prepares the optimiser for the parameters of a model.</summary>
    /// <param name="parameters">The parameters by name, float32, contiguous; the names decide what decays.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or a parameter is not float32.</exception>
    public Lion(IEnumerable<(string Name, Parameter Parameter)> parameters, LionOptions options)
        : base(parameters, options)
    {
        _options = options;
        foreach (OptimizedParameter parameter in Parameters)
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

        Tensor direction = parameter.Mean.mul(_options.Beta1).add_(gradient, 1 - _options.Beta1).sign();
        parameter.Parameter.add_(direction, -learningRate);
        parameter.Mean.mul_(_options.Beta2).add_(gradient, 1 - _options.Beta2);
    }
}
