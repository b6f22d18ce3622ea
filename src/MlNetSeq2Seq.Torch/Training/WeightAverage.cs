using MlNetSeq2Seq.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>The exponential moving average of a model's weights.</summary>
public sealed class WeightAverage : IDisposable
{
    private readonly WeightAverageOptions _options;
    private readonly (string Name, Parameter Weight, Tensor Average)[] _slots;
    private readonly FloatPieces _pieces;

    /// <summary>Prepares the average of parameters.</summary>
    /// <param name="parameters">The parameters by name, float32, contiguous.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">The decay is not in [0, 1).</exception>
    public WeightAverage(IEnumerable<(string Name, Parameter Parameter)> parameters, WeightAverageOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Decay is not (>= 0 and < 1))
        {
            throw new ArgumentException($"WeightAverage has a decay of {options.Decay}; one in [0, 1) is wanted.", nameof(options));
        }

        _options = options;
        using IDisposable noGradient = no_grad();
        _slots = [.. parameters.Select(p => (p.Name, p.Parameter, Begin(p.Parameter)))];
        _pieces = new FloatPieces(_slots.Select(s => s.Weight.device_type == DeviceType.CPU ? checked((int)s.Weight.NumberOfElements) : 0));
    }

    /// <summary>How many steps were averaged.</summary>
    public long Updates { get; private set; }

    /// <summary>The averages by name, not corrected; the tensors stay this object's.</summary>
    public IEnumerable<(string Name, Tensor Value)> State => _slots.Select(s => (s.Name, s.Average));

    // What the average is divided by.
    private double Correction => _options.CorrectsBias ? 1 - Math.Pow(_options.Decay, Updates) : 1;

    /// <summary>Takes the weights of a step into the average, in a pass of its own over them.</summary>
    public void Update()
    {
        _pieces.ForEach((_, slot, range) => Piece(slot, range).Take(FloatPieces.Of(_slots[slot].Weight)[range]));
        EndUpdate();
    }

    /// <summary>Puts the averages in the place of the weights until the result is disposed. Before the first update the weights stay.</summary>
    /// <returns>Puts the weights back; training must not go on before.</returns>
    public IDisposable Swap()
    {
        if (Updates == 0)
        {
            return new Exchange([]);
        }

        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        var exchange = new Exchange([.. _slots.Select(slot => (slot.Weight, slot.Weight.detach().clone().DetachFromDisposeScope()))]);
        Keep();
        return exchange;
    }

    /// <summary>Puts the averages in the place of the weights for good. Before the first update the weights stay.</summary>
    public void Keep()
    {
        if (Updates == 0)
        {
            return;
        }

        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach ((_, Parameter weight, Tensor average) in _slots)
        {
            weight.copy_(_options.CorrectsBias ? average.div(Correction) : average);
        }
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

    /// <summary>A piece of the average of a parameter on a CPU, for an update in the pass of an optimiser; all pieces must take their weights before <see cref="EndUpdate"/>.</summary>
    /// <param name="slot">The number of the parameter.</param>
    /// <param name="range">The elements.</param>
    internal AveragePiece Piece(int slot, Range range) => new(FloatPieces.Of(_slots[slot].Average)[range], (float)_options.Decay, (float)(1 - _options.Decay));

    /// <summary>Ends an update: takes in the parameters that are on other devices, and counts.</summary>
    internal void EndUpdate()
    {
        using IDisposable noGradient = no_grad();
        foreach ((_, Parameter weight, Tensor average) in _slots)
        {
            if (weight.device_type != DeviceType.CPU)
            {
                average.mul_(_options.Decay).add_(weight, 1 - _options.Decay);
            }
        }

        Updates++;
    }

    /// <summary>Takes back what <see cref="State"/> gave.</summary>
    internal void Restore(SafetensorsFile file, string prefix, long updates)
    {
        Updates = updates;
        foreach ((string name, _, Tensor average) in _slots)
        {
            StateTensors.Copy(file, prefix + name, average);
        }
    }

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
