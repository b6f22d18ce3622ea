using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Models;

/// <summary>What the decoder sessions of all architectures with attention have in common: a cache of keys and values.</summary>
internal abstract class DecoderSession : ModelSession
{
    /// <summary>Makes a session with a row for each source.</summary>
    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="layers">Layers whose keys and values are kept.</param>
    /// <exception cref="ArgumentException">There is no source.</exception>
    /// <exception cref="InvalidOperationException">The model is in training mode.</exception>
    protected DecoderSession(Seq2SeqModel model, IReadOnlyList<PrefixSample> sources, int layers)
        : base(model, sources) =>
        Cache = new KeyValueCache(layers, sources.Count, model.Device, model.Precision);

    /// <inheritdoc/>
    public override int RowCount => Cache.RowCount;

    /// <summary>Keys and values of the rows.</summary>
    protected KeyValueCache Cache { get; }

    /// <inheritdoc/>
    public override void Dispose() => Cache.Dispose();

    /// <inheritdoc/>
    protected sealed override void GoOn(ReadOnlySpan<int> parents)
    {
        OnReorder(parents);
        Cache.Reorder(parents);
    }

    /// <summary>Is told of other rows before the cache goes over to them.</summary>
    /// <param name="parents">The row until now that each row from now on continues.</param>
    protected virtual void OnReorder(ReadOnlySpan<int> parents)
    {
    }
}
