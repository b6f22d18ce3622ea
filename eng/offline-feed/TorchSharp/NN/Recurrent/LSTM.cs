#nullable enable
using System.Linq;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules;

/// <summary>A long short-term memory of one or more layers, in one or both directions; the gates are i, f, g, o.</summary>
public sealed class LSTM : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private static readonly Op OverBatch = new("lstm.input");
    private static readonly Op OverPacked = new("lstm.data");

    private readonly RecurrentShape _shape;

    internal LSTM(RecurrentShape shape) : base(nameof(LSTM))
    {
        _shape = shape;
        foreach ((string name, Parameter parameter) in shape.NewParameters())
        {
            register_parameter(name, parameter);
        }
    }

    /// <returns>The outputs of the last layer, and the last hidden and cell state of every layer and direction.</returns>
    public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
    {
        using Tensor? zero = h0_c0 is null ? _shape.ZeroState(input) : null;
        (Tensor h0, Tensor c0) = h0_c0 ?? (zero!, zero!);
        return OverBatch.CallTriple([
            input, new[] { h0, c0 }, Weights(), _shape.HasBias, _shape.Layers, _shape.Dropout, training, _shape.IsBidirectional,
            _shape.IsBatchFirst]);
    }

    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    /// <summary>Runs over sequences of different lengths; states are in the order of the sequences before they were packed.</summary>
    public (PackedSequence, Tensor, Tensor) call(PackedSequence input, (Tensor, Tensor)? h0_c0 = null)
    {
        using Tensor? zero = h0_c0 is null ? _shape.ZeroState(input.data, input.LargestBatch) : null;
        (Tensor h0, Tensor c0) = h0_c0 is { } given ? (input.Sorted(given.Item1), input.Sorted(given.Item2)) : (zero!, zero!);
        (Tensor data, Tensor h, Tensor c) = OverPacked.CallTriple([
            input.data, input.batch_sizes, new[] { h0, c0 }, Weights(), _shape.HasBias, _shape.Layers, _shape.Dropout, training,
            _shape.IsBidirectional]);
        return (input.With(data), input.Unsorted(h), input.Unsorted(c));
    }

    /// <summary>Does nothing on a CPU, whose operators take the weights one by one.</summary>
    public void flatten_parameters()
    {
    }

    private Tensor[] Weights() => _internal_params.values().ToArray<Tensor>();
}
