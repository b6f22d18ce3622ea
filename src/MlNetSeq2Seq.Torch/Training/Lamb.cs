using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// LAMB: AdamW's update of each parameter, decay included, scaled to the length of the parameter. Source: You et al., arXiv
/// 1904.00962, algorithm 2.
/// </summary>
public sealed class Lamb : WeightOptimizer
{
    private readonly LambOptions _options;

    /// <summary>Prepares the optimiser for the parameters of a model.</summary>
    /// <param name="parameters">The parameters by name, float32, contiguous; the names decide what decays and is adapted.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or a parameter is not float32.</exception>
    public Lamb(IEnumerable<(string Name, Parameter Parameter)> parameters, LambOptions options)
        : base(parameters, options)
    {
        _options = options;
        foreach (OptimizedParameter parameter in Parameters)
        {
            parameter.Keep("mean", parameter.Parameter.shape);
            parameter.Keep("square", parameter.Parameter.shape);
        }
    }

    private protected override void Update(OptimizedParameter parameter, Tensor gradient, double learningRate)
    {
        Tensor mean = parameter.Mean.mul_(_options.Beta1).add_(gradient, 1 - _options.Beta1);
        Tensor square = parameter.Square.mul_(_options.Beta2).addcmul_(gradient, gradient, 1 - _options.Beta2);
        double correction1 = 1 - Math.Pow(_options.Beta1, parameter.StepCount);
        double correction2 = 1 - Math.Pow(_options.Beta2, parameter.StepCount);
        Tensor update = mean.div(correction1).div_(square.div(correction2).sqrt_().add_(_options.Epsilon));
        if (parameter.WeightDecay > 0)
        {
            update.add_(parameter.Parameter, parameter.WeightDecay);
        }

        parameter.Parameter.add_(update, -learningRate * Trust(parameter, update));
    }

    private double Trust(OptimizedParameter parameter, Tensor update)
    {
        if (NamePattern.FitsAny(parameter.Name, _options.NoDecay))
        {
            return 1;
        }

        double length = parameter.Parameter.norm().ToDouble();
        double updateLength = update.norm().ToDouble();
        return length > 0 && updateLength > 0 ? length / updateLength : 1;
    }
}
