using MlNetSeq2Seq.Models.Gated;
using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>The layers, under the published name <c>layer</c>. There is no norm after the last.</summary>
internal sealed class FlashQuadLayerStack : Module<Tensor, RotaryPositions, GatedView, Tensor>
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<FlashQuadLayer> _layers;

    private readonly ActivationRecomputation _recomputation;

    public FlashQuadLayerStack(FlashQuadConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(FlashQuadLayerStack))
    {
        _layers = ModuleList(Enumerable.Range(0, config.LayerCount).Select(_ => new FlashQuadLayer(config, precision)).ToArray());
        _recomputation = recomputation;
        RegisterComponents();
    }

    public ModuleList<FlashQuadLayer> Layers => _layers;

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, RotaryPositions positions, GatedView view)
    {
        _layers[0].Prepare(view);
        foreach (FlashQuadLayer layer in _layers)
        {
            hidden = _recomputation.Run(layer, inputs => layer.forward(inputs[0], positions, view), hidden);
        }

        return hidden;
    }
}
