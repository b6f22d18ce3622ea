using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>The layers, under BERT's name <c>layer</c>.</summary>
internal sealed class BertLayerStack : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<BertLayer> _layers;

    private readonly ActivationRecomputation _recomputation;

    public BertLayerStack(BertSizes sizes, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(BertLayerStack))
    {
        _layers = ModuleList(Enumerable.Range(0, sizes.LayerCount).Select(_ => new BertLayer(sizes, precision)).ToArray());
        _recomputation = recomputation;
        RegisterComponents();
    }

    public IReadOnlyList<BertLayer> Layers => [.. _layers];

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        foreach (BertLayer layer in _layers)
        {
            hidden = _recomputation.Run(layer, inputs => layer.forward(inputs[0], mask), hidden);
        }

        return hidden;
    }
}
