using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>
/// Self-modulated layer norm: a LayerNorm whose gain and bias are computed of a condition. Source: Chen et al., arXiv 1810.01365; kexue.fm 5861.
/// </summary>
internal sealed class ModulatedNorm : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "gain_inner")]
    private readonly Projection _gainInner;

    [ComponentName(Name = "gain")]
    private readonly Projection _gain;

    [ComponentName(Name = "bias_inner")]
    private readonly Projection _biasInner;

    [ComponentName(Name = "bias")]
    private readonly Projection _bias;

    private readonly long[] _width;
    private readonly double _epsilon;

    public ModulatedNorm(LstmTitleConfig config, ComputePrecision precision)
        : base(nameof(ModulatedNorm))
    {
        (_width, _epsilon) = ([config.HiddenSize], config.NormEpsilon);
        Projection New(long input, long output) => new(input, output, hasBias: true, config.InitializerRange, precision);
        (_gainInner, _gain) = (New(config.HiddenSize, config.ModulationSize), New(config.ModulationSize, config.HiddenSize));
        (_biasInner, _bias) = (New(config.HiddenSize, config.ModulationSize), New(config.ModulationSize, config.HiddenSize));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="hidden">Shape [rows, length, hiddenSize].</param>
    /// <param name="condition">Shape [rows, hiddenSize].</param>
    /// <returns>Shape [rows, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor condition)
    {
        Tensor gain = _gain.forward(F.relu(_gainInner.forward(condition))).unsqueeze(1); // [rows, 1, hiddenSize]
        Tensor bias = _bias.forward(F.relu(_biasInner.forward(condition))).unsqueeze(1); // [rows, 1, hiddenSize]
        return F.layer_norm(hidden, _width, eps: _epsilon).mul(gain.add(1)).add(bias);
    }
}
