using System.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// AdamW that visits each weight once a step, instead of about eight times as a sequence of tensor operations does. On a
/// CPU it computes with the processor's vectors on all threads of libtorch, an average of the weights in the same pass;
/// elsewhere with in-place tensor operations.
/// Source: Loshchilov and Hutter, arXiv 1711.05101, algorithm 2.
/// </summary>
public sealed class FusedAdamW : WeightOptimizer
{
    private readonly AdamWOptions _options;

    /// <summary>Prepares the optimiser for the parameters of a model, with moments of zero.</summary>
    /// <param name="parameters">The parameters by name, float32, contiguous; the names decide what decays.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or a parameter is not float32.</exception>
    public FusedAdamW(IEnumerable<(string Name, Parameter Parameter)> parameters, AdamWOptions options)
        : base(parameters, options)
    {
        _options = options;
        foreach (OptimizedParameter parameter in Parameters)
        {
            parameter.Keep("mean", parameter.Parameter.shape);
            parameter.Keep("square", parameter.Parameter.shape);
        }
    }

    private protected override void Update(double learningRate, double gradientScale, WeightAverage? average)
    {
        WeightAverage? inPass = Parameters.All(p => p.OnCpu) ? average : null;
        WeightAverage? afterwards = inPass is null ? average : null;
        afterwards?.CatchUp();
        PieceUpdate[] updates = [.. Parameters.Select(p => p.Gradient is null ? default : Plan(p, learningRate * p.Rate, GradientScale(p, gradientScale)))];
        Pieces.ForEach((_, tensor, range) =>
        {
            OptimizedParameter parameter = Parameters[tensor];
            Span<float> weights = FloatPieces.Of(parameter.Parameter)[range];
            AveragePiece averages = inPass is null ? default : inPass.Piece(tensor, range);
            if (parameter.Gradient is null)
            {
                averages.Take(weights);
            }
            else
            {
                Apply(
                    weights, FloatPieces.Of(parameter.Mean)[range], FloatPieces.Of(parameter.Square)[range], FloatPieces.Of(parameter.Gradient)[range],
                    averages, updates[tensor]);
            }
        });
        foreach (OptimizedParameter parameter in Parameters)
        {
            if (!parameter.OnCpu && parameter.Gradient is not null)
            {
                using var scope = NewDisposeScope();
                Update(parameter, parameter.Gradient.mul(GradientScale(parameter, gradientScale)), learningRate * parameter.Rate);
            }
        }

        inPass?.EndPass();
        afterwards?.Update();
    }

    private protected override void Update(OptimizedParameter parameter, Tensor gradient, double learningRate)
    {
        PieceUpdate update = Plan(parameter, learningRate, gradientScale: 1);
        double decay = 1 - (learningRate * parameter.WeightDecay);
        if (update.Before != 1)
        {
            parameter.Parameter.mul_(decay);
        }

        parameter.Mean.mul_(update.Beta1).add_(gradient, update.Rest1);
        parameter.Square.mul_(update.Beta2).addcmul_(gradient, gradient, update.Rest2);
        parameter.Parameter.addcdiv_(parameter.Mean, parameter.Square.sqrt().mul_(update.RootScale).add_(update.Epsilon), -update.StepSize);
        if (update.After != 1)
        {
            parameter.Parameter.mul_(decay);
        }
    }

    private PieceUpdate Plan(OptimizedParameter parameter, double learningRate, double gradientScale)
    {
        double correction1 = _options.CorrectsBias ? 1 - Math.Pow(_options.Beta1, parameter.StepCount) : 1;
        double correction2 = _options.CorrectsBias ? Math.Sqrt(1 - Math.Pow(_options.Beta2, parameter.StepCount)) : 1;
        bool torchForm = _options.Form == AdamWForm.Torch;
        float decay = 1 - (float)(learningRate * parameter.WeightDecay);
        return new PieceUpdate(
            Beta1: (float)_options.Beta1,
            Beta2: (float)_options.Beta2,
            Rest1: (float)(1 - _options.Beta1),
            Rest2: (float)(1 - _options.Beta2),
            Epsilon: (float)_options.Epsilon,
            StepSize: (float)(torchForm ? learningRate / correction1 : learningRate * correction2 / correction1),
            RootScale: torchForm ? (float)(1 / correction2) : 1,
            GradientScale: (float)gradientScale,
            Before: torchForm ? decay : 1,
            After: torchForm ? 1 : decay);
    }

    private static void Apply(
        Span<float> weights, Span<float> means, Span<float> squares, ReadOnlySpan<float> gradients, AveragePiece averages, PieceUpdate update)
    {
        var epsilon = new Vector<float>(update.Epsilon);
        int i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> gradient = new Vector<float>(gradients[i..]) * update.GradientScale;
            Vector<float> mean = (new Vector<float>(means[i..]) * update.Beta1) + (gradient * update.Rest1);
            Vector<float> square = (new Vector<float>(squares[i..]) * update.Beta2) + (gradient * gradient * update.Rest2);
            Vector<float> step = mean * update.StepSize / ((Vector.SquareRoot(square) * update.RootScale) + epsilon);
            var before = new Vector<float>(weights[i..]);
            Vector<float> weight = ((before * update.Before) - step) * update.After;
            mean.CopyTo(means[i..]);
            square.CopyTo(squares[i..]);
            weight.CopyTo(weights[i..]);
            averages.Take(i, before, weight);
        }

        for (; i < weights.Length; i++)
        {
            float gradient = gradients[i] * update.GradientScale;
            means[i] = (means[i] * update.Beta1) + (gradient * update.Rest1);
            squares[i] = (squares[i] * update.Beta2) + (gradient * gradient * update.Rest2);
            float step = means[i] * update.StepSize / ((MathF.Sqrt(squares[i]) * update.RootScale) + update.Epsilon);
            float before = weights[i];
            weights[i] = ((before * update.Before) - step) * update.After;
            averages.Take(i, before, weights[i]);
        }
    }

    private readonly record struct PieceUpdate(
        float Beta1, float Beta2, float Rest1, float Rest2, float Epsilon, float StepSize, float RootScale, float GradientScale, float Before, float After);
}
