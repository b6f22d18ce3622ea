using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>The first half of the feed-forward layer: the exact Gaussian error linear unit of a projection.</summary>
internal sealed class UnilmIntermediate : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Projection _dense;

    public UnilmIntermediate(UnilmConfig config, ComputePrecision precision)
        : base(nameof(UnilmIntermediate))
    {
        _dense = new Projection(config.HiddenSize, config.IntermediateSize, hasBias: true, config.InitializerRange, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden) => F.gelu(_dense.forward(hidden));
}
