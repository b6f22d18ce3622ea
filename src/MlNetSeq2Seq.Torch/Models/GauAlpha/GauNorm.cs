using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>The norm of GAU-alpha: x / sqrt(mean(x²) + epsilon), without parameters.</summary>
internal static class GauNorm
{
    public static Tensor Apply(Tensor hidden, double epsilon) => hidden.mul(hidden.square().mean([-1], keepdim: true).add(epsilon).rsqrt());
}
