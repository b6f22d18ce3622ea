using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>The layers, under BERT's name <c>layer</c>.</summary>
internal sealed class UnilmLayerStack : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<UnilmLayer> _layers;

    public UnilmLayerStack(UnilmConfig config, ComputePrecision precision)
        : base(nameof(UnilmLayerStack))
    {
        _layers = ModuleList(Enumerable.Range(0, config.LayerCount).Select(_ => new UnilmLayer(config, precision)).ToArray());
        RegisterComponents();
    }

    public IReadOnlyList<UnilmLayer> Layers => [.. _layers];

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        foreach (UnilmLayer layer in _layers)
        {
            hidden = layer.forward(hidden, mask);
        }

        return hidden;
    }
}
