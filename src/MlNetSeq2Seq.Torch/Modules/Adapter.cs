using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// A small block behind a feed-forward block, a gated unit or recurrent layers, x + up(ReLU(down(LayerNorm(x)))): trained in place of the whole network, it fits a model to a
/// task with few weights. It begins as the identity, since <c>up</c> begins as zero.
/// </summary>
/// <remarks>
/// Sources: Houlsby et al., arXiv 1902.00751, section 2.1; Raffel et al., arXiv 1910.10683, section 3.5.1. Train it alone with
/// parameter patterns that take <c>adapter.</c> and the norms.
/// </remarks>
public sealed class Adapter : Module<Tensor, Tensor>
{
    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "down")]
    private readonly Projection _down;

    [ComponentName(Name = "up")]
    private readonly Projection _up;

    /// <summary>Makes a block.</summary>
    /// <param name="hiddenSize">The width of the hidden states.</param>
    /// <param name="size">The width between the two projections.</param>
    /// <param name="initializerRange">The standard deviation of the initial weights of the first projection.</param>
    /// <param name="epsilon">What is added to a variance before its root is taken.</param>
    /// <param name="precision">The precision of the model.</param>
    public Adapter(long hiddenSize, long size, double initializerRange, double epsilon, ComputePrecision precision)
        : base(nameof(Adapter))
    {
        _norm = LayerNorm([hiddenSize], epsilon);
        _down = new Projection(hiddenSize, size, hasBias: true, initializerRange, precision);
        _up = new Projection(size, hiddenSize, hasBias: true, initializerRange, precision);
        init.zeros_(_up.Weight);
        RegisterComponents();
    }

    /// <summary>Whether a parameter belongs to an adapter, which published files of a model lack.</summary>
    internal static bool Owns(string parameter) =>
        parameter.StartsWith("adapter.", StringComparison.Ordinal) || parameter.Contains(".adapter.", StringComparison.Ordinal);

    /// <summary>Makes a block where a config asks for one.</summary>
    /// <returns>The block; null where <paramref name="size"/> is 0.</returns>
    internal static Adapter? Of(long hiddenSize, long size, double initializerRange, double epsilon, ComputePrecision precision) =>
        size > 0 ? new Adapter(hiddenSize, size, initializerRange, epsilon, precision) : null;

    /// <inheritdoc/>
    /// <param name="input">Shape [..., hiddenSize].</param>
    /// <returns>Shape [..., hiddenSize].</returns>
    public override Tensor forward(Tensor input) => input.add(_up.forward(_down.forward(_norm.forward(input)).relu()));
}
