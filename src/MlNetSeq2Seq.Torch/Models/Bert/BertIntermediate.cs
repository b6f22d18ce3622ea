using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>The first half of the feed-forward layer: the exact Gaussian error linear unit of a projection.</summary>
internal sealed class BertIntermediate : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Projection _dense;

    public BertIntermediate(BertSizes sizes, ComputePrecision precision)
        : base(nameof(BertIntermediate))
    {
        _dense = new Projection(sizes.HiddenSize, sizes.IntermediateSize, hasBias: true, sizes.InitializerRange, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden) => F.gelu(_dense.forward(hidden));
}
