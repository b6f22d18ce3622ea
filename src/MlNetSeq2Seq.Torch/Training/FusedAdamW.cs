using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// AdamW that visits each weight once a step, instead of about eight times as a sequence of tensor operations does. On a
/// CPU it computes with the processor's vectors on all threads of libtorch; elsewhere with in-place tensor operations.
/// Source: Loshchilov and Hutter, arXiv 1711.05101, algorithm 2.
/// </summary>
public sealed class FusedAdamW : IDisposable
{
    // Small enough that the four arrays of a piece lie in a core's cache, large enough that handing it out costs nothing.
    private const int PieceLength = 1 << 15;

    private readonly AdamWOptions _options;
    private readonly List<Slot> _slots = [];
    private readonly List<Piece> _pieces = [];

    /// <summary>Prepares the optimiser for the parameters of a model, with moments of zero.</summary>
    /// <param name="parameters">The parameters by name, float32, contiguous; the names decide what decays.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or a parameter is not float32.</exception>
    public FusedAdamW(IEnumerable<(string Name, Parameter Parameter)> parameters, AdamWOptions options)
    {
        if (options is not { Beta1: >= 0 and < 1, Beta2: >= 0 and < 1, Epsilon: > 0, WeightDecay: >= 0 })
        {
            throw new ArgumentException(
                $"FusedAdamW has betas {options.Beta1} and {options.Beta2}, epsilon {options.Epsilon}, weight decay {options.WeightDecay}; wanted are betas in [0, 1), epsilon above 0, weight decay of at least 0.",
                nameof(options));
        }

        _options = options;
        foreach ((string name, Parameter parameter) in parameters)
        {
            if (parameter.dtype != ScalarType.Float32)
            {
                throw new ArgumentException($"FusedAdamW keeps float32 weights, but '{name}' is {parameter.dtype}.", nameof(parameters));
            }

            bool decays = !options.NoDecay.Any(part => name.Contains(part, StringComparison.Ordinal));
            var slot = new Slot(name, parameter, Zeros(parameter), Zeros(parameter), decays ? options.WeightDecay : 0);
            for (int start = 0; slot.OnCpu && start < slot.Length; start += PieceLength)
            {
                _pieces.Add(new Piece(slot, start, Math.Min(PieceLength, slot.Length - start)));
            }

            _slots.Add(slot);
        }
    }

    /// <summary>How many steps were taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>The names and the two moments of the parameters, to be saved; the tensors stay the optimiser's.</summary>
    public IEnumerable<(string Name, Tensor Mean, Tensor SquareMean)> Moments => _slots.Select(s => (s.Name, s.Mean, s.SquareMean));

    /// <summary>Sets the number of steps taken, after the moments were restored.</summary>
    /// <param name="stepCount">At least 0.</param>
    public void RestoreStepCount(long stepCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stepCount);
        StepCount = stepCount;
    }

    /// <summary>The Euclidean norm of all gradients taken together.</summary>
    public double GradientNorm()
    {
        using var scope = NewDisposeScope();
        BindGradients();
        double[] sums = new double[_pieces.Count];
        ForEachPiece((piece, index) => sums[index] = piece.Slot.Gradient is null ? 0 : SumOfSquares(piece.Gradient));
        double sum = sums.Sum();
        foreach (Slot slot in _slots)
        {
            if (!slot.OnCpu && slot.Gradient is not null)
            {
                sum += slot.Gradient.pow(2).sum().ToDouble();
            }
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Takes one step with the gradients that the parameters have; parameters without one stay as they are.</summary>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="gradientScale">What every gradient is multiplied by first: clipping and accumulation come in here, without a pass of their own.</param>
    public void Step(double learningRate, double gradientScale = 1)
    {
        StepCount++;
        double correction1 = 1 - Math.Pow(_options.Beta1, StepCount);
        double correction2 = Math.Sqrt(1 - Math.Pow(_options.Beta2, StepCount));
        bool torchForm = _options.Form == AdamWForm.Torch;
        var update = new Update(
            Beta1: (float)_options.Beta1,
            Beta2: (float)_options.Beta2,
            Epsilon: (float)_options.Epsilon,
            StepSize: (float)(torchForm ? learningRate / correction1 : learningRate * correction2 / correction1),
            RootScale: torchForm ? (float)(1 / correction2) : 1,
            GradientScale: (float)gradientScale,
            DecayFirst: torchForm);

        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        BindGradients();
        ForEachPiece((piece, _) =>
        {
            if (piece.Slot.Gradient is not null)
            {
                Apply(piece, update, 1 - (float)(learningRate * piece.Slot.WeightDecay));
            }
        });
        foreach (Slot slot in _slots)
        {
            if (!slot.OnCpu && slot.Gradient is not null)
            {
                ApplyTensors(slot, update, 1 - (learningRate * slot.WeightDecay));
            }
        }
    }

    /// <summary>Lets go of all gradients, so that the next backward pass hands over its own buffers instead of adding to old ones.</summary>
    public void ClearGradients()
    {
        foreach (Slot slot in _slots)
        {
            slot.Parameter.grad = null;
        }
    }

    /// <summary>Disposes the moments.</summary>
    public void Dispose()
    {
        foreach (Slot slot in _slots)
        {
            slot.Mean.Dispose();
            slot.SquareMean.Dispose();
        }
    }

    private static Tensor Zeros(Parameter parameter) => zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();

    // Gradients are new tensors after each backward pass. They live until the scope of the caller ends.
    private void BindGradients()
    {
        foreach (Slot slot in _slots)
        {
            slot.Gradient = slot.Parameter.grad?.contiguous();
        }
    }

    private void ForEachPiece(Action<Piece, int> action)
    {
        int threads = Math.Min(get_num_threads(), _pieces.Count);
        if (threads <= 1)
        {
            for (int i = 0; i < _pieces.Count; i++)
            {
                action(_pieces[i], i);
            }

            return;
        }

        Parallel.For(0, _pieces.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => action(_pieces[i], i));
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

    private static void Apply(Piece piece, Update update, float decay)
    {
        Span<float> weights = piece.Weights;
        Span<float> means = piece.Means;
        Span<float> squares = piece.Squares;
        ReadOnlySpan<float> gradients = piece.Gradient;
        float rest1 = 1 - update.Beta1;
        float rest2 = 1 - update.Beta2;
        float before = update.DecayFirst ? decay : 1;
        float after = update.DecayFirst ? 1 : decay;
        var epsilon = new Vector<float>(update.Epsilon);
        int i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> gradient = new Vector<float>(gradients[i..]) * update.GradientScale;
            Vector<float> mean = (new Vector<float>(means[i..]) * update.Beta1) + (gradient * rest1);
            Vector<float> square = (new Vector<float>(squares[i..]) * update.Beta2) + (gradient * gradient * rest2);
            Vector<float> step = mean * update.StepSize / ((Vector.SquareRoot(square) * update.RootScale) + epsilon);
            mean.CopyTo(means[i..]);
            square.CopyTo(squares[i..]);
            (((new Vector<float>(weights[i..]) * before) - step) * after).CopyTo(weights[i..]);
        }

        for (; i < weights.Length; i++)
        {
            float gradient = gradients[i] * update.GradientScale;
            means[i] = (means[i] * update.Beta1) + (gradient * rest1);
            squares[i] = (squares[i] * update.Beta2) + (gradient * gradient * rest2);
            float step = means[i] * update.StepSize / ((MathF.Sqrt(squares[i]) * update.RootScale) + update.Epsilon);
            weights[i] = ((weights[i] * before) - step) * after;
        }
    }

    private static void ApplyTensors(Slot slot, Update update, double decay)
    {
        Tensor gradient = slot.Gradient!.mul(update.GradientScale);
        if (update.DecayFirst && decay != 1)
        {
            slot.Parameter.mul_(decay);
        }

        slot.Mean.mul_(update.Beta1).add_(gradient, 1 - update.Beta1);
        slot.SquareMean.mul_(update.Beta2).addcmul_(gradient, gradient, 1 - update.Beta2);
        slot.Parameter.addcdiv_(slot.Mean, slot.SquareMean.sqrt().mul_(update.RootScale).add_(update.Epsilon), -update.StepSize);
        if (!update.DecayFirst && decay != 1)
        {
            slot.Parameter.mul_(decay);
        }
    }

    private sealed class Slot(string name, Parameter parameter, Tensor mean, Tensor squareMean, double weightDecay)
    {
        public string Name => name;
        public Parameter Parameter => parameter;
        public Tensor Mean => mean;
        public Tensor SquareMean => squareMean;
        public double WeightDecay => weightDecay;
        public bool OnCpu { get; } = parameter.device_type == DeviceType.CPU;
        public int Length { get; } = checked((int)parameter.NumberOfElements);
        public Tensor? Gradient { get; set; }
    }

    private readonly record struct Piece(Slot Slot, int Start, int Length)
    {
        public Span<float> Weights => Floats(Slot.Parameter);
        public Span<float> Means => Floats(Slot.Mean);
        public Span<float> Squares => Floats(Slot.SquareMean);
        public Span<float> Gradient => Floats(Slot.Gradient!);

        private Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes).Slice(Start, Length);
    }

    private readonly record struct Update(
        float Beta1, float Beta2, float Epsilon, float StepSize, float RootScale, float GradientScale, bool DecayFirst);
}
