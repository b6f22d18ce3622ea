using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Modules;

/// <summary>The activations of feed-forward layers, by the names that Hugging Face's configurations give them.</summary>
internal static class ActivationFunctions
{
    // GELU's tanh form: x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))). Since (1 + tanh u)/2 is the logistic function of 2u, it is
    // x σ(x (a + b x²)), which takes fewer passes over memory.
    private const double CubicShare = 0.044715;
    private static readonly double s_linear = 2 * Math.Sqrt(2 / Math.PI);

    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_byName = new(StringComparer.Ordinal)
    {
        ["gelu"] = F.gelu,
        ["gelu_new"] = TanhGelu,
        ["gelu_pytorch_tanh"] = TanhGelu,
        ["relu"] = hidden => F.relu(hidden),
        ["silu"] = hidden => F.silu(hidden),
        ["swish"] = hidden => F.silu(hidden),
    };

    /// <summary>The names.</summary>
    public static string[] Names => [.. s_byName.Keys];

    /// <summary>The activation of one of the <see cref="Names"/>.</summary>
    public static Func<Tensor, Tensor> Of(string name) => s_byName[name];

    // Source: Hendrycks and Gimpel, arXiv 1606.08415, section 2.
    private static Tensor TanhGelu(Tensor hidden) =>
        hidden.mul(hidden.mul(hidden).mul_(s_linear * CubicShare).add_(s_linear).mul(hidden).sigmoid());
}
