using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>x / max(root of the mean of squares, epsilon) times a trained number, named <c>g</c> as published.</summary>
internal sealed class FlashScaleNorm : Module<Tensor, Tensor>
{
    // Both norms of the published code have this one, whatever the config says of the output layer.
    private const double Epsilon = 1e-5;

    [ComponentName(Name = "g")]
    private readonly Parameter _gain;

    private readonly double _scale;

    private FlashScaleNorm(int size)
        : base(nameof(FlashScaleNorm))
    {
        _scale = 1 / Math.Sqrt(size);
        _gain = new Parameter(ones(1));
        RegisterComponents();
    }

    /// <summary>The norm that a config asks for.</summary>
    public static Module<Tensor, Tensor> Of(FlashNorm norm, int size) => norm == FlashNorm.Scale ? new FlashScaleNorm(size) : LayerNorm([size], Epsilon);

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden) => hidden.div(hidden.norm(-1, keepdim: true).mul(_scale).clamp_min(Epsilon)).mul(_gain);
}
