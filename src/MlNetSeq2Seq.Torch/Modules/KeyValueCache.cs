using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// The keys and values that a decoder session keeps, and attention over them: those of a source once, shared by all rows of that
/// source, and those of what was written for each row.
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    private readonly RowGroups _rows;
    private readonly Device _device;
    private readonly ComputePrecision _precision;

    // Keys and values of a layer in one tensor, so that one operation reorders or extends both: [2, slots or rows, heads, length, headSize].
    private readonly Tensor?[] _source;
    private readonly Tensor?[] _written;

    private Tensor? _sourceMask; // [slots, 1, 1, sourceLength]; null where no source is padded

    /// <summary>Makes an empty cache with a row for each source.</summary>
    /// <param name="layers">The number of layers.</param>
    /// <param name="sources">The number of sources.</param>
    /// <param name="device">Where the tensors are.</param>
    /// <param name="precision">The precision of the model.</param>
    public KeyValueCache(int layers, int sources, Device device, ComputePrecision precision)
    {
        (_device, _precision) = (device, precision);
        _rows = new RowGroups(sources);
        _source = new Tensor?[layers];
        _written = new Tensor?[layers];
    }

    /// <summary>The source of each row.</summary>
    public IReadOnlyList<int> Sources => _rows.Sources;

    /// <summary>The number of rows.</summary>
    public int RowCount => _rows.Sources.Length;

    /// <summary>Keeps which keys of the sources are no padding.</summary>
    /// <param name="mask">What is added to scores, shape [sources, 1, 1, sourceLength]; null where no source is padded.</param>
    public void KeepSourceMask(Tensor? mask) => Replace(ref _sourceMask, mask?.alias());

    /// <summary>Keeps the keys and values of the sources, before any row is reordered.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="key">Shape [sources, heads, sourceLength, headSize].</param>
    /// <param name="value">Shape [sources, heads, sourceLength, headSize].</param>
    public void KeepSource(int layer, Tensor key, Tensor value) => Replace(ref _source[layer], stack([key, value]));

    /// <summary>Attention over what was written, which the tokens at hand then belong to.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="query">Shape [rows, heads, fed, headSize], already scaled.</param>
    /// <param name="key">Shape [rows, heads, fed, headSize].</param>
    /// <param name="value">Shape [rows, heads, fed, headSize].</param>
    /// <param name="mask">What is added to the scores of all tokens written, the fed ones included; null where all may be seen.</param>
    /// <returns>Shape [rows, fed, heads * headSize].</returns>
    public Tensor AttendWritten(int layer, Tensor query, Tensor key, Tensor value, Tensor? mask)
    {
        Tensor written = Append(layer, key, value, passing: 0);
        return AttentionHeads.Attend(query, written.select(0, 0), written.select(0, 1), mask, dropout: 0, _precision);
    }

    /// <summary>Attention over the source alone.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="query">Shape [rows, heads, fed, headSize], already scaled.</param>
    /// <returns>Shape [rows, fed, heads * headSize].</returns>
    public Tensor AttendSource(int layer, Tensor query)
    {
        Tensor source = _source[layer]!;
        Tensor scores = matmul(Group(query), source.select(0, 0).transpose(-1, -2)); // [slots, heads, rowsPerSlot * fed, sourceLength]
        Tensor weights = AttentionHeads.Weights(scores, _sourceMask, dropout: 0, _precision);
        return AttentionHeads.Merge(Ungroup(matmul(weights, source.select(0, 1))));
    }

    /// <summary>Attention over source and written tokens as one sequence.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="query">Shape [rows, heads, fed, headSize], already scaled.</param>
    /// <param name="key">Shape [rows, heads, fed, headSize].</param>
    /// <param name="value">Shape [rows, heads, fed, headSize].</param>
    /// <param name="mask">What is added to the scores of all tokens written, the fed ones included; null where all may be seen.</param>
    /// <param name="passing">How many of the fed tokens, the last ones, are not kept.</param>
    /// <returns>Shape [rows, fed, heads * headSize].</returns>
    public Tensor AttendBoth(int layer, Tensor query, Tensor key, Tensor value, Tensor? mask, int passing = 0)
    {
        Tensor source = _source[layer]!;
        Tensor written = Append(layer, key, value, passing);
        Tensor sourceScores = matmul(Group(query), source.select(0, 0).transpose(-1, -2)); // [slots, heads, rowsPerSlot * fed, sourceLength]
        sourceScores = Ungroup(_sourceMask is null ? sourceScores : sourceScores.add(_sourceMask)); // [rows, heads, fed, sourceLength]
        Tensor writtenScores = matmul(query, written.select(0, 0).transpose(-1, -2)); // [rows, heads, fed, written]
        Tensor scores = cat([sourceScores, mask is null ? writtenScores : writtenScores.add(mask)], -1);
        Tensor weights = AttentionHeads.Weights(scores, mask: null, dropout: 0, _precision);
        long sourceLength = source.shape[3];
        Tensor fromSource = Ungroup(matmul(Group(weights.narrow(-1, 0, sourceLength)), source.select(0, 1)));
        Tensor fromWritten = matmul(weights.narrow(-1, sourceLength, written.shape[3]), written.select(0, 1));
        return AttentionHeads.Merge(fromSource.add(fromWritten));
    }

    /// <summary>Goes over to other rows.</summary>
    /// <param name="parents">The row until now that each row from now on continues.</param>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        if (!IsIdentity(parents, RowCount))
        {
            Select(_written, parents.ToArray());
        }

        if (_rows.Reorder(parents) is { } slots)
        {
            Select(_source, slots);
            if (_sourceMask is not null)
            {
                Replace(ref _sourceMask, _sourceMask.index_select(0, Indexes(slots)));
            }
        }
    }

    /// <summary>Forgets all keys and values, but not which row belongs to which source.</summary>
    public void Clear()
    {
        for (int layer = 0; layer < _source.Length; layer++)
        {
            Replace(ref _source[layer], null);
            Replace(ref _written[layer], null);
        }

        Replace(ref _sourceMask, null);
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private static bool IsIdentity(ReadOnlySpan<int> parents, int rows)
    {
        for (int i = 0; i < parents.Length; i++)
        {
            if (parents[i] != i)
            {
                return false;
            }
        }

        return parents.Length == rows;
    }

    // The old cache goes at once, not with a scope: caches outlive the scopes of their steps.
    private static void Replace(ref Tensor? cache, Tensor? value)
    {
        cache?.Dispose();
        cache = value?.DetachFromDisposeScope();
    }

    private Tensor Append(int layer, Tensor key, Tensor value, int passing)
    {
        Tensor fed = stack([key, value]); // [2, rows, heads, fed, headSize]
        Tensor written = _written[layer] is { } past ? cat([past, fed], 3) : fed;
        Replace(ref _written[layer], written.narrow(3, 0, written.shape[3] - passing).alias());
        return written;
    }

    private Tensor Indexes(int[] values) => BatchTensors.Indexes(values, [values.Length], _device);

    private void Select(Tensor?[] caches, int[] parents)
    {
        Tensor index = Indexes(parents);
        for (int layer = 0; layer < caches.Length; layer++)
        {
            if (caches[layer] is { } cache)
            {
                Replace(ref caches[layer], cache.index_select(1, index));
            }
        }
    }

    // Rows of one source side by side, as if they were queries of one row: the source is then multiplied once, not copied for each.
    private Tensor Group(Tensor rows)
    {
        if (_rows.RowsPerSlot == 1)
        {
            return rows;
        }

        long[] shape = rows.shape; // [rows, heads, fed, size]
        return rows.reshape(_rows.SlotCount, _rows.RowsPerSlot, shape[1], shape[2], shape[3]).transpose(1, 2)
            .reshape(_rows.SlotCount, shape[1], _rows.RowsPerSlot * shape[2], shape[3]);
    }

    private Tensor Ungroup(Tensor slots)
    {
        if (_rows.RowsPerSlot == 1)
        {
            return slots;
        }

        long[] shape = slots.shape; // [slots, heads, rowsPerSlot * fed, size]
        return slots.view(shape[0], shape[1], _rows.RowsPerSlot, shape[2] / _rows.RowsPerSlot, shape[3]).transpose(1, 2)
            .reshape(shape[0] * _rows.RowsPerSlot, shape[1], shape[2] / _rows.RowsPerSlot, shape[3]);
    }
}
