using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>The layer between hidden states and the output embeddings: LayerNorm(GELU(Dense(x))). It may give several states for one, side by side, normalised together.</summary>
internal sealed class BertTransform : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Projection _dense;

    [ComponentName(Name = "LayerNorm")]
    private readonly LayerNorm _norm;

    public BertTransform(BertSizes sizes, ComputePrecision precision)
        : base(nameof(BertTransform))
    {
        _dense = new Projection(sizes.HiddenSize, (long)sizes.OutputSets * sizes.HiddenSize, hasBias: true, sizes.InitializerRange, precision);
        _norm = LayerNorm([(long)sizes.OutputSets * sizes.HiddenSize], sizes.LayerNormEpsilon);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden) => _norm.forward(F.gelu(_dense.forward(hidden)).to(ScalarType.Float32));
}
