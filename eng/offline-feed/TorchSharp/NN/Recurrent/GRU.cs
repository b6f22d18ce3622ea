using System.Linq;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules;

/// <summary>A gated recurrent unit of one or more layers, in one or both directions; the gates are r, z, n.</summary>
public sealed class GRU : Module<Tensor, Tensor, (Tensor, Tensor)>
{
    private static readonly Op OverBatch = new("gru.input");
    private static readonly Op OverPacked = new("gru.data");

    private readonly RecurrentShape _shape;

    internal GRU(RecurrentShape shape) : base(nameof(GRU))
    {
        _shape = shape;
        foreach ((string name, Parameter parameter) in shape.NewParameters())
        {
            register_parameter(name, parameter);
        }
    }

    /// <returns>The outputs of the last layer, and the last hidden state of every layer and direction.</returns>
    public override (Tensor, Tensor) forward(Tensor input, Tensor h0 = null)
    {
        using Tensor zero = h0 is null ? _shape.ZeroState(input) : null;
        return OverBatch.CallPair([
            input, h0 ?? zero, Weights(), _shape.HasBias, _shape.Layers, _shape.Dropout, training, _shape.IsBidirectional,
            _shape.IsBatchFirst]);
    }

    public new (Tensor, Tensor) call(Tensor input, Tensor h0 = null) => base.call(input, h0);

    /// <summary>Runs over sequences of different lengths; states are in the order of the sequences before they were packed.</summary>
    public (PackedSequence, Tensor) call(PackedSequence input, Tensor h0 = null)
    {
        using Tensor zero = h0 is null ? _shape.ZeroState(input.data, input.LargestBatch) : null;
        Tensor start = zero ?? input.Sorted(h0);
        (Tensor data, Tensor h) = OverPacked.CallPair([
            input.data, input.batch_sizes, start, Weights(), _shape.HasBias, _shape.Layers, _shape.Dropout, training,
            _shape.IsBidirectional]);
        return (input.With(data), input.Unsorted(h));
    }

    /// <summary>Does nothing on a CPU, whose operators take the weights one by one.</summary>
    public void flatten_parameters()
    {
    }

    private Tensor[] Weights() => _internal_params.values().ToArray<Tensor>();
}
