using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>A pre-norm sub-layer: the feed-forward layer, and the adapter behind it.</summary>
internal sealed class T5FeedForwardLayer : Module<Tensor, Tensor>
{
    [ComponentName(Name = "DenseReluDense")]
    private readonly T5DenseReluDense _dense;

    [ComponentName(Name = "layer_norm")]
    private readonly RmsNorm _norm;

    [ComponentName(Name = "adapter")]
    private readonly Adapter? _adapter;

    private readonly double _dropout;

    public T5FeedForwardLayer(T5Config config, ComputePrecision precision)
        : base(nameof(T5FeedForwardLayer))
    {
        _dense = new T5DenseReluDense(config, precision);
        _norm = new RmsNorm(config.HiddenSize, config.LayerNormEpsilon);
        _adapter = Adapter.Of(config.HiddenSize, config.AdapterSize, config.Deviation(config.HiddenSize), config.LayerNormEpsilon, precision);
        _dropout = config.Dropout;
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="hidden">Shape [batch, length, hiddenSize], float32.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor hidden)
    {
        Tensor output = hidden.add(Dropouts.Apply(_dense.forward(_norm.forward(hidden)), _dropout, training));
        return _adapter is null ? output : _adapter.forward(output);
    }
}
