using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>The layer between hidden states and the output embeddings: LayerNorm(GELU(Dense(x))).</summary>
internal sealed class UnilmTransform : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Projection _dense;

    [ComponentName(Name = "LayerNorm")]
    private readonly LayerNorm _norm;

    public UnilmTransform(UnilmConfig config, ComputePrecision precision)
        : base(nameof(UnilmTransform))
    {
        _dense = new Projection(config.HiddenSize, config.HiddenSize, hasBias: true, config.InitializerRange, precision);
        _norm = LayerNorm([config.HiddenSize], config.LayerNormEpsilon);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden) => _norm.forward(F.gelu(_dense.forward(hidden)).to(ScalarType.Float32));
}
