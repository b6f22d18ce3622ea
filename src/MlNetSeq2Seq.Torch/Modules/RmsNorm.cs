using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// Scales a vector by the root of the mean of its squares: no mean is subtracted and no bias added. Source: Zhang and Sennrich,
/// arXiv 1910.07467.
/// </summary>
public sealed class RmsNorm : Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    private readonly double _epsilon;

    /// <summary>Makes a layer whose gains are 1.</summary>
    /// <param name="size">The width of the vectors.</param>
    /// <param name="epsilon">What is added to the mean of squares before its root is taken.</param>
    public RmsNorm(long size, double epsilon)
        : base(nameof(RmsNorm))
    {
        _epsilon = epsilon;
        _weight = new Parameter(ones(size));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="input">Shape [..., size], float32.</param>
    /// <returns>Shape [..., size].</returns>
    public override Tensor forward(Tensor input) =>
        input.mul(input.mul(input).mean([-1], keepdim: true).add_(_epsilon).rsqrt()).mul(_weight);
}
