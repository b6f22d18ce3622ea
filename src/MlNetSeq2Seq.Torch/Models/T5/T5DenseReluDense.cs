using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>
/// The two projections of a feed-forward layer with what stands between them, under T5's names: <c>wi</c>, or <c>wi_0</c> and <c>wi_1</c>
/// with a gate, and <c>wo</c>.
/// </summary>
internal sealed class T5DenseReluDense : Module<Tensor, Tensor>
{
    [ComponentName(Name = "wi")]
    private readonly Projection? _input;

    [ComponentName(Name = "wi_0")]
    private readonly Projection? _gate;

    [ComponentName(Name = "wi_1")]
    private readonly Projection? _gated;

    [ComponentName(Name = "wo")]
    private readonly Projection _output;

    private readonly Func<Tensor, Tensor> _activation;
    private readonly double _dropout;

    public T5DenseReluDense(T5Config config, ComputePrecision precision)
        : base(nameof(T5DenseReluDense))
    {
        (_activation, _dropout) = (ActivationFunctions.Of(config.Activation), config.Dropout);
        if (config.IsGated)
        {
            _gate = Wide(config, precision);
            _gated = Wide(config, precision);
        }
        else
        {
            _input = Wide(config, precision);
        }

        _output = new Projection(config.IntermediateSize, config.HiddenSize, hasBias: false, config.Deviation(config.IntermediateSize), precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor inner = _input is not null
            ? _activation(_input.forward(input))
            : _activation(_gate!.forward(input)).mul(_gated!.forward(input)); // [..., intermediateSize]
        return _output.forward(Dropouts.Apply(inner, _dropout, training));
    }

    private static Projection Wide(T5Config config, ComputePrecision precision) =>
        new(config.HiddenSize, config.IntermediateSize, hasBias: false, config.Deviation(config.HiddenSize), precision);
}
