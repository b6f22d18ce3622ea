using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// Keeps the hidden states that the layers of models give on this thread until it is disposed, from the lowest layer up; of an
/// encoder-decoder the encoder's first. Without one nothing is kept, and nothing is paid.
/// </summary>
public sealed class LayerCapture : IDisposable
{
    [ThreadStatic]
    private static LayerCapture? s_current;

    private readonly List<Tensor> _states = [];

    private LayerCapture()
    {
    }

    /// <summary>The hidden states, each of shape [batch, length, hiddenSize], on the model's device; they live as long as the capture.</summary>
    public IReadOnlyList<Tensor> States => _states;

    /// <summary>Begins to keep hidden states.</summary>
    /// <exception cref="InvalidOperationException">Those of this thread are being kept already.</exception>
    public static LayerCapture Begin() => s_current is null
        ? s_current = new LayerCapture()
        : throw new InvalidOperationException("LayerCapture keeps the hidden states of this thread already; dispose the one before.");

    /// <summary>How long each token's hidden state is in each layer: shape [layers, length], float32, for a chart.</summary>
    /// <param name="row">A row of the batch.</param>
    /// <exception cref="InvalidOperationException">Nothing was kept, or layers read sequences of unequal length, as encoders and decoders do.</exception>
    public Tensor Norms(int row)
    {
        if (_states.Select(state => state.shape[1]).Distinct().Count() != 1)
        {
            throw new InvalidOperationException($"LayerCapture has {_states.Count} layers over sequences of {string.Join(", ", _states.Select(state => state.shape[1]).Distinct())} tokens; norms are of layers over one sequence.");
        }

        using var scope = NewDisposeScope();
        return stack([.. _states.Select(state => state[row].to(ScalarType.Float32).norm(-1))]).MoveToOuterDisposeScope(); // [layers, length]
    }

    /// <summary>Ends it, and disposes the states.</summary>
    public void Dispose()
    {
        s_current = s_current == this ? null : s_current;
        foreach (Tensor state in _states)
        {
            state.Dispose();
        }

        _states.Clear();
    }

    /// <summary>Keeps hidden states if they are asked for.</summary>
    /// <param name="hidden">What a layer gave.</param>
    /// <returns>The same tensor.</returns>
    internal static Tensor Seen(Tensor hidden)
    {
        s_current?._states.Add(hidden.detach().DetachFromDisposeScope());
        return hidden;
    }
}
