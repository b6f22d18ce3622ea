using System.Numerics;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>An optimiser of a model's weights: parameters by name, what is kept for each, and a step over all that have a gradient.</summary>
public abstract class WeightOptimizer : IDisposable
{
    private const string StepCounts = "steps";

    private readonly OptimizedParameter[] _parameters;
    private readonly FloatPieces _pieces;
    private readonly WeightOptimizerOptions _options;

    private protected WeightOptimizer(IEnumerable<(string Name, Parameter Parameter)> parameters, WeightOptimizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException($"{GetType().Name} {problem}.", nameof(options));
        }

        _parameters = [.. parameters.Select(p => Prepare(p.Name, p.Parameter))];
        string[] names = [.. _parameters.Select(p => p.Name)];
        NamePattern.RequireUse(options.Rates.Select(rate => rate.Pattern), names, $"{GetType().Name} gives rates to parameters");
        NamePattern.RequireUse(options.NoDecay.Except(WeightOptimizerOptions.NormsAndBiases), names, $"{GetType().Name} spares the decay of parameters");
        _pieces = new FloatPieces(_parameters.Select(p => p.OnCpu ? checked((int)p.Parameter.NumberOfElements) : 0));
    }

    /// <summary>How many steps were taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>What the optimiser keeps, by name, to be saved; the tensors stay the optimiser's.</summary>
    public IEnumerable<(string Name, Tensor Value)> State => _parameters.SelectMany(p => p.State.Select(s => ($"{s.Name}/{p.Name}", s.Value)));

    private protected IReadOnlyList<OptimizedParameter> Parameters => _parameters;

    private protected FloatPieces Pieces => _pieces;

    /// <summary>The Euclidean norm of all gradients taken together.</summary>
    public double GradientNorm()
    {
        using var scope = NewDisposeScope();
        BindGradients();
        SumSquares();
        return Math.Sqrt(_parameters.Sum(p => p.SquareSum));
    }

    /// <summary>Takes one step with the gradients that the parameters have; parameters without one stay as they are.</summary>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="gradientScale">What every gradient is multiplied by first: clipping and accumulation come in here, without a pass of their own.</param>
    /// <param name="average">Takes in the weights that the step leaves, those without a gradient too; null for none. It must be of the optimiser's parameters.</param>
    /// <exception cref="ArgumentException">The average is of other parameters.</exception>
    public void Step(double learningRate, double gradientScale = 1, WeightAverage? average = null)
    {
        if (average?.IsOf(_parameters.Select(p => p.Parameter)) == false)
        {
            throw new ArgumentException($"{GetType().Name} has an average of other parameters than its own; the same, in the same order, are wanted.", nameof(average));
        }

        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        BindGradients();
        if (_options.MaximumParameterGradientNorm > 0)
        {
            SumSquares();
        }

        StepCount++;
        foreach (OptimizedParameter parameter in _parameters)
        {
            parameter.StepCount += parameter.Gradient is null ? 0 : 1;
        }

        Update(learningRate, gradientScale, average);
    }

    /// <summary>Lets go of all gradients, so that the next backward pass hands over its own buffers instead of adding to old ones.</summary>
    public void ClearGradients()
    {
        foreach (OptimizedParameter parameter in _parameters)
        {
            parameter.Parameter.grad = null;
        }
    }

    /// <summary>Disposes what the optimiser keeps.</summary>
    public void Dispose()
    {
        foreach (OptimizedParameter parameter in _parameters)
        {
            parameter.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>All that a checkpoint needs: the tensors of <see cref="State"/> and the counts of steps; the counts are a new tensor, in the caller's scope.</summary>
    internal IEnumerable<(string Name, Tensor Value)> Checkpoint() =>
        State.Append((StepCounts, tensor((long[])[StepCount, .. _parameters.Select(p => p.StepCount)])));

    /// <summary>Takes back what <see cref="Checkpoint"/> gave.</summary>
    /// <exception cref="InvalidDataException">The file lacks something, or has it in another shape.</exception>
    internal void Restore(SafetensorsFile file, string prefix)
    {
        foreach ((string name, Tensor value) in State)
        {
            StateTensors.Copy(file, prefix + name, value);
        }

        using Tensor counts = StateTensors.Read(file, prefix + StepCounts, [_parameters.Length + 1]);
        long[] values = counts.data<long>().ToArray();
        StepCount = values[0];
        for (int i = 0; i < _parameters.Length; i++)
        {
            _parameters[i].StepCount = values[i + 1];
        }
    }

    /// <summary>Updates every parameter that has a gradient, and then the average of all. An optimiser with a pass of its own over the weights updates the average within it.</summary>
    private protected virtual void Update(double learningRate, double gradientScale, WeightAverage? average)
    {
        average?.CatchUp();
        foreach (OptimizedParameter parameter in _parameters)
        {
            if (parameter.Gradient is not null)
            {
                using var scope = NewDisposeScope();
                Update(parameter, parameter.Gradient.mul(GradientScale(parameter, gradientScale)), learningRate * parameter.Rate);
            }
        }

        average?.Update();
    }

    /// <summary>Updates one parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">Its gradient, scaled; a tensor of its own.</param>
    /// <param name="learningRate">Its learning rate.</param>
    private protected abstract void Update(OptimizedParameter parameter, Tensor gradient, double learningRate);

    /// <summary>The factor of a parameter's gradient, given that of all.</summary>
    private protected double GradientScale(OptimizedParameter parameter, double gradientScale)
    {
        const double guard = 1e-6; // as torch.nn.utils.clip_grad_norm_
        double limit = _options.MaximumParameterGradientNorm;
        return limit > 0 ? gradientScale * Math.Min(1, limit / ((Math.Sqrt(parameter.SquareSum) * gradientScale) + guard)) : gradientScale;
    }

    private OptimizedParameter Prepare(string name, Parameter parameter)
    {
        if (parameter.dtype != ScalarType.Float32)
        {
            throw new ArgumentException($"{GetType().Name} keeps float32 weights, but '{name}' is {parameter.dtype}.", nameof(parameter));
        }

        bool decays = !NamePattern.FitsAny(name, _options.NoDecay);
        double rate = _options.Rates.Where(r => NamePattern.Fits(name, r.Pattern)).Aggregate(1.0, (product, r) => product * r.Factor);
        return new OptimizedParameter(name, parameter, decays ? _options.WeightDecay : 0, rate);
    }

    // Gradients are new tensors after each backward pass. They live until the scope of the caller ends.
    private void BindGradients()
    {
        foreach (OptimizedParameter parameter in _parameters)
        {
            parameter.Gradient = parameter.Parameter.grad?.contiguous();
        }
    }

    private void SumSquares()
    {
        double[] sums = new double[_pieces.Count];
        _pieces.ForEach((piece, tensor, range) => sums[piece] = _parameters[tensor].Gradient is { } gradient ? SumOfSquares(FloatPieces.Of(gradient)[range]) : 0);
        foreach (OptimizedParameter parameter in _parameters)
        {
            parameter.SquareSum = !parameter.OnCpu && parameter.Gradient is not null ? parameter.Gradient.pow(2).sum().ToDouble() : 0;
        }

        // In the order of the pieces, whatever threads summed them.
        _pieces.InOrder((piece, tensor) => _parameters[tensor].SquareSum += sums[piece]);
    }

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        Vector<float> sum = Vector<float>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(values[i..]);
            sum += value * value;
        }

        double total = Vector.Sum(sum);
        for (; i < values.Length; i++)
        {
            total += (double)values[i] * values[i];
        }

        return total;
    }
}
