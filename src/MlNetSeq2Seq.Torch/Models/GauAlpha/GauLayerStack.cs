using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>The layers, under the published name <c>layer</c>.</summary>
internal sealed class GauLayerStack : Module<Tensor, RotaryPositions, VisibleKeys, Tensor>
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<GauLayer> _layers;

    private readonly ActivationRecomputation _recomputation;

    public GauLayerStack(GauAlphaConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(GauLayerStack))
    {
        _layers = ModuleList(Enumerable.Range(0, config.LayerCount).Select(_ => new GauLayer(config, precision)).ToArray());
        _recomputation = recomputation;
        RegisterComponents();
    }

    public ModuleList<GauLayer> Layers => _layers;

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, RotaryPositions positions, VisibleKeys visible)
    {
        foreach (GauLayer layer in _layers)
        {
            hidden = _recomputation.Run(layer, inputs => layer.forward(inputs[0], positions, visible), hidden);
        }

        return hidden;
    }
}
