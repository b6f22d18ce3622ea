using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>x / sqrt(mean(x²) + epsilon) times a trained number, named <c>scala</c> as published.</summary>
internal sealed class FlashQuadScaleNorm : Module<Tensor, Tensor>
{
    [ComponentName(Name = "scala")]
    private readonly Parameter _gain;

    private readonly double _epsilon;

    private FlashQuadScaleNorm(double epsilon)
        : base(nameof(FlashQuadScaleNorm))
    {
        _epsilon = epsilon;
        _gain = new Parameter(ones(1));
        RegisterComponents();
    }

    /// <summary>The norm that a config asks for.</summary>
    public static Module<Tensor, Tensor> Of(FlashQuadConfig config) => config.Norm == FlashQuadNorm.Scale
        ? new FlashQuadScaleNorm(config.NormEpsilon)
        : LayerNorm([config.HiddenSize], config.NormEpsilon);

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden) => hidden.mul(hidden.square().mean([-1], keepdim: true).add(_epsilon).rsqrt()).mul(_gain);
}
