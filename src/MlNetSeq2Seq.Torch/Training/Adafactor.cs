using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Adafactor: the mean of squared gradients of a matrix is kept as the means of its rows and columns. Source: Shazeer and
/// Stern, arXiv 1804.04235, algorithms 4 and 5.
/// </summary>
public sealed class Adafactor : WeightOptimizer
{
    private const double LargestRelativeStep = 1e-2;

    private readonly AdafactorOptions _options;

    /// <summary>Prepares the optimiser for the parameters of a model.</summary>
    /// <param name="parameters">The parameters by name, float32, contiguous.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or a parameter is not float32.</exception>
    public Adafactor(IEnumerable<(string Name, Parameter Parameter)> parameters, AdafactorOptions options)
        : base(parameters, options)
    {
        _options = options;
        foreach (OptimizedParameter parameter in Parameters)
        {
            long[] shape = parameter.Parameter.shape;
            if (shape.Length >= 2)
            {
                parameter.Keep("rows", shape[..^1]);
                parameter.Keep("columns", [.. shape[..^2], shape[^1]]);
            }
            else
            {
                parameter.Keep("square", shape);
            }

            if (options.Beta1 is not null)
            {
                parameter.Keep("mean", shape);
            }
        }
    }

    private protected override void Update(OptimizedParameter parameter, Tensor gradient, double learningRate)
    {
        double decay = 1 - Math.Pow(parameter.StepCount, -_options.DecayPower);
        double rate = _options.RelativeStep ? parameter.Rate * Math.Min(LargestRelativeStep, 1 / Math.Sqrt(parameter.StepCount)) : learningRate;
        if (_options.ScalesByParameter)
        {
            rate *= Math.Max(_options.ParameterEpsilon, RootMeanSquare(parameter.Parameter));
        }

        Tensor squares = gradient.square().add_(_options.GradientEpsilon);
        Tensor update = gradient.mul_(InverseRoot(parameter, squares, decay));
        update.mul_(rate / Math.Max(1, RootMeanSquare(update) / _options.ClippingThreshold));
        if (_options.Beta1 is { } beta)
        {
            update = parameter.State[^1].Value.mul_(beta).add_(update, 1 - beta);
        }

        if (parameter.WeightDecay > 0)
        {
            parameter.Parameter.mul_(1 - (rate * parameter.WeightDecay));
        }

        parameter.Parameter.sub_(update);
    }

    // 1 / √v, where the v of a matrix is taken to be rows x columns / mean of rows.
    private static Tensor InverseRoot(OptimizedParameter parameter, Tensor squares, double decay)
    {
        if (parameter.Parameter.shape.Length < 2)
        {
            return parameter.Mean.mul_(decay).add_(squares, 1 - decay).rsqrt();
        }

        Tensor rows = parameter.Mean.mul_(decay).add_(squares.mean([-1]), 1 - decay);
        Tensor columns = parameter.Square.mul_(decay).add_(squares.mean([-2]), 1 - decay);
        Tensor rowFactor = rows.div(rows.mean([-1], keepdim: true)).rsqrt_().unsqueeze(-1); // [..., rows, 1]
        return rowFactor.mul(columns.rsqrt().unsqueeze(-2)); // [..., rows, columns]
    }

    private static double RootMeanSquare(Tensor values) => Math.Sqrt(values.square().mean().ToDouble());
}
