using MlNetSeq2Seq.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// The exponential moving average of a model's weights. An optimiser that has the weights before and after its step at hand
/// takes in two steps at once, in every second one, which halves the memory traffic. In between the average lacks the last
/// step (<see cref="IsBehind"/>), whose weights are those of the model; nobody else must change them then.
/// </summary>
public sealed class WeightAverage : IDisposable
{
    private readonly WeightAverageOptions _options;
    private readonly (string Name, Parameter Weight, Tensor Average)[] _slots;

    /// <summary>Prepares the average of parameters.</summary>
    /// <param name="parameters">The parameters by name, float32, contiguous.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">The decay is not in [0, 1).</exception>
    public WeightAverage(IEnumerable<(string Name, Parameter Parameter)> parameters, WeightAverageOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException($"WeightAverage {problem}.", nameof(options));
        }

        _options = options;
        using IDisposable noGradient = no_grad();
        _slots = [.. parameters.Select(p => (p.Name, p.Parameter, Begin(p.Parameter)))];
    }

    /// <summary>How many steps were averaged.</summary>
    public long Updates { get; private set; }

    /// <summary>Whether the weights of the last step are not in <see cref="State"/> yet; what <see cref="Swap"/> and <see cref="Keep"/> give has them always.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>The averages by name, not corrected, without the last step where they are behind; the tensors stay this object's.</summary>
    public IEnumerable<(string Name, Tensor Value)> State => _slots.Select(s => (s.Name, s.Average));

    // What the average is divided by.
    private double Correction => _options.CorrectsBias ? 1 - Math.Pow(_options.Decay, Updates) : 1;

    /// <summary>Takes the weights of a step into the average, in a pass of its own over them.</summary>
    /// <exception cref="InvalidOperationException">The average is behind: the weights of the step before are gone.</exception>
    public void Update()
    {
        if (IsBehind)
        {
            throw new InvalidOperationException("WeightAverage has not taken in the weights of the step before, which an optimiser was to hand over; CatchUp takes them in before a step.");
        }

        TakeIn();
        Updates++;
    }

    /// <summary>Takes in the weights of the last step if they are not in it yet; for those who go on with <see cref="Update"/>, before they change the weights.</summary>
    public void CatchUp()
    {
        if (IsBehind)
        {
            TakeIn();
            IsBehind = false;
        }
    }

    /// <summary>Puts the averages in the place of the weights until the result is disposed. Before the first update the weights stay.</summary>
    /// <returns>Puts the weights back; training must not go on before.</returns>
    public IDisposable Swap()
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        var exchange = new Exchange([.. _slots.Select(slot => (slot.Weight, slot.Weight.detach().clone().DetachFromDisposeScope()))]);
        Put();
        return exchange;
    }

    /// <summary>Puts the averages in the place of the weights for good. Before the first update the weights stay.</summary>
    public void Keep()
    {
        CatchUp();
        Put();
    }

    /// <summary>Disposes the averages.</summary>
    public void Dispose()
    {
        foreach ((_, _, Tensor average) in _slots)
        {
            average.Dispose();
        }
    }

    /// <summary>Whether the average is of exactly these parameters, in this order.</summary>
    internal bool IsOf(IEnumerable<Parameter> parameters) =>
        _slots.Select(s => s.Weight).SequenceEqual(parameters, ReferenceEqualityComparer.Instance); // two tensors are equal where their values are

    /// <summary>
    /// A piece of the average of a parameter on a CPU, for an update in the pass of an optimiser; it is empty in the first of
    /// two steps. All pieces must take their weights before <see cref="EndPass"/>.
    /// </summary>
    /// <param name="slot">The number of the parameter.</param>
    /// <param name="range">The elements.</param>
    internal AveragePiece Piece(int slot, Range range) => IsBehind ? new(FloatPieces.Of(_slots[slot].Average)[range], _options.Decay) : default;

    /// <summary>Ends the pass of an optimiser.</summary>
    internal void EndPass()
    {
        IsBehind = !IsBehind;
        Updates++;
    }

    /// <summary>Takes back what <see cref="State"/> gave.</summary>
    internal void Restore(SafetensorsFile file, string prefix, long updates, bool isBehind)
    {
        (Updates, IsBehind) = (updates, isBehind);
        foreach ((string name, _, Tensor average) in _slots)
        {
            StateTensors.Copy(file, prefix + name, average);
        }
    }

    private void TakeIn()
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach ((_, Parameter weight, Tensor average) in _slots)
        {
            average.lerp_(weight, Rest(weight));
        }
    }

    private void Put()
    {
        if (Updates == 0)
        {
            return;
        }

        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach ((_, Parameter weight, Tensor average) in _slots)
        {
            Tensor present = IsBehind ? average.lerp(weight, Rest(weight)) : average;
            weight.copy_(_options.CorrectsBias ? present.div(Correction) : present);
        }
    }

    // What a step's weights weigh.
    private Tensor Rest(Parameter weight) => tensor((float)(1 - _options.Decay), device: weight.device);

    private Tensor Begin(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        return (_options.CorrectsBias ? zeros_like(parameter, requires_grad: false) : parameter.detach().clone()).DetachFromDisposeScope();
    }

    private sealed class Exchange((Parameter Weight, Tensor Trained)[] slots) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (_done)
            {
                return;
            }

            _done = true;
            using IDisposable noGradient = no_grad();
            foreach ((Parameter weight, Tensor trained) in slots)
            {
                weight.copy_(trained);
                trained.Dispose();
            }
        }
    }
}
