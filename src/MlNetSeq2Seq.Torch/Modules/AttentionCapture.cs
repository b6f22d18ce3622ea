using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// Keeps the attention weights that models compute on this thread until it is disposed, in the order in which they are
/// computed: for a Transformer from the lowest layer up; for an encoder-decoder the encoder's, then each decoder layer's own
/// and those over the source. Without one nothing is kept, and nothing is paid.
/// </summary>
public sealed class AttentionCapture : IDisposable
{
    [ThreadStatic]
    private static AttentionCapture? s_current;

    private readonly List<Tensor> _maps = [];

    private AttentionCapture()
    {
    }

    /// <summary>The weights, each of shape [batch, heads, queries, keys] ([batch, queries, keys] for gated attention units, [batch, groups, queries, keys] within the groups of FLASH), float32, on the model's device; they live as long as the capture.</summary>
    public IReadOnlyList<Tensor> Maps => _maps;

    /// <summary>Begins to keep weights.</summary>
    /// <exception cref="InvalidOperationException">Weights are being kept on this thread already.</exception>
    public static AttentionCapture Begin() => s_current is null
        ? s_current = new AttentionCapture()
        : throw new InvalidOperationException("AttentionCapture keeps the weights of this thread already; dispose the one before.");

    /// <summary>Ends it, and disposes the weights.</summary>
    public void Dispose()
    {
        s_current = s_current == this ? null : s_current;
        foreach (Tensor map in _maps)
        {
            map.Dispose();
        }

        _maps.Clear();
    }

    /// <summary>Keeps nothing of this thread until the result is disposed.</summary>
    internal static IDisposable Suspend()
    {
        var suspension = new Suspension(s_current);
        s_current = null;
        return suspension;
    }

    /// <summary>Keeps weights if they are asked for.</summary>
    /// <param name="weights">The weights, before dropout.</param>
    /// <returns>The same tensor.</returns>
    internal static Tensor Seen(Tensor weights)
    {
        s_current?._maps.Add(weights.detach().DetachFromDisposeScope());
        return weights;
    }

    private sealed class Suspension(AttentionCapture? suspended) : IDisposable
    {
        public void Dispose() => s_current = suspended;
    }
}
