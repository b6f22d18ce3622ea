using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>The layer between hidden states and the output embeddings: Norm(silu(Dense(x))).</summary>
internal sealed class FlashQuadTransform : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Projection _dense;

    [ComponentName(Name = "LayerNorm")]
    private readonly Module<Tensor, Tensor> _norm;

    public FlashQuadTransform(FlashQuadConfig config, ComputePrecision precision)
        : base(nameof(FlashQuadTransform))
    {
        _dense = new Projection(config.HiddenSize, config.HiddenSize, hasBias: true, config.InitializerRange, precision);
        _norm = FlashQuadScaleNorm.Of(config);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden) => _norm.forward(F.silu(_dense.forward(hidden)).to(ScalarType.Float32));
}
