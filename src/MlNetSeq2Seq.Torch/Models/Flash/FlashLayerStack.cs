using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>The layers, under the published name <c>layers</c>.</summary>
internal sealed class FlashLayerStack : Module<Tensor, FlashGroups, Tensor>
{
    [ComponentName(Name = "layers")]
    private readonly ModuleList<FlashLayer> _layers;

    private readonly ActivationRecomputation _recomputation;

    public FlashLayerStack(FlashConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(FlashLayerStack))
    {
        _layers = ModuleList(Enumerable.Range(0, config.LayerCount).Select(_ => new FlashLayer(config, precision)).ToArray());
        _recomputation = recomputation;
        RegisterComponents();
    }

    public ModuleList<FlashLayer> Layers => _layers;

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, FlashGroups groups)
    {
        foreach (FlashLayer layer in _layers)
        {
            hidden = _recomputation.Run(layer, inputs => layer.forward(inputs[0], groups), hidden);
        }

        return hidden;
    }
}
