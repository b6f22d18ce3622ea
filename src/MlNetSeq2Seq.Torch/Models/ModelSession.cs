using System.Runtime.InteropServices;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>What the decoder sessions of all models have in common, whatever they keep of what was written: checks, scopes, logits.</summary>
internal abstract class ModelSession : IDecoderSession
{
    private readonly Seq2SeqModel _model;
    private bool _hasBegun;

    /// <summary>Makes a session with a row for each source.</summary>
    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="sources">The sources.</param>
    /// <exception cref="ArgumentException">There is no source.</exception>
    /// <exception cref="InvalidOperationException">The model is in training mode.</exception>
    protected ModelSession(Seq2SeqModel model, IReadOnlyList<PrefixSample> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0)
        {
            throw new ArgumentException("A decoder session needs at least one source.", nameof(sources));
        }

        if (model.training)
        {
            throw new InvalidOperationException($"{model.GetType().Name} writes in evaluation mode only; call eval() first.");
        }

        (_model, SourceCount) = (model, sources.Count);
    }

    /// <inheritdoc/>
    public int SourceCount { get; }

    /// <inheritdoc/>
    public abstract int RowCount { get; }

    /// <inheritdoc/>
    public int VocabularySize => _model.VocabularySize;

    /// <inheritdoc/>
    public abstract int MaximumLength { get; }

    /// <summary>Tokens written in each row, those of the step at hand included.</summary>
    protected int WrittenLength { get; private set; }

    /// <inheritdoc/>
    public virtual ReadOnlySpan<int> Prefix(int source) => [];

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> tokens, Span<float> logits)
    {
        if (_hasBegun ? tokens.Length != RowCount : tokens.Length > 0)
        {
            throw new ArgumentException(
                $"The decoder session has {RowCount} rows and wants {(_hasBegun ? "one token for each" : "no tokens in its first step")}, but got {tokens.Length}.",
                nameof(tokens));
        }

        if (logits.Length != RowCount * VocabularySize)
        {
            throw new ArgumentException(
                $"The logits of {RowCount} rows of {VocabularySize} tokens need {RowCount * VocabularySize} places, but there are {logits.Length}.",
                nameof(logits));
        }

        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        WrittenLength += _hasBegun ? 1 : 0;
        Tensor scores = (_hasBegun ? Continue(tokens) : Begin()).cpu().contiguous(); // [rows, ..., vocabulary]
        _hasBegun = true;
        MemoryMarshal.Cast<byte, float>(scores.bytes).CopyTo(logits);
    }

    /// <inheritdoc/>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        foreach (int parent in parents)
        {
            if ((uint)parent >= (uint)RowCount)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(parents), parent, $"The decoder session has rows 0 to {RowCount - 1}, but was asked to continue row {parent}.");
            }
        }

        GoOn(parents);
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Reads the sources and scores the first token.</summary>
    /// <returns>Logits, [rows, vocabulary] with any dimensions of 1 between, float32.</returns>
    protected abstract Tensor Begin();

    /// <summary>Writes a token a row and scores the next.</summary>
    /// <param name="tokens">Shape [rows].</param>
    /// <returns>Logits, [rows, vocabulary] with any dimensions of 1 between, float32.</returns>
    protected abstract Tensor Continue(ReadOnlySpan<int> tokens);

    /// <summary>Goes over to other rows.</summary>
    /// <param name="parents">The row until now that each row from now on continues; all of them exist.</param>
    protected abstract void GoOn(ReadOnlySpan<int> parents);
}
