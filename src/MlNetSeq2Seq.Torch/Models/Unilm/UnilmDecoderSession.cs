using System.Runtime.InteropServices;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>
/// Writing with UniLM: each step feeds the token written last and a [MASK], whose hidden state gives the next token. Keys
/// and values of the source are computed once and shared by all rows of that source; those of written tokens are kept for
/// each row. Source: Dong et al., arXiv 1905.03197, section 2.5; the released decoder caches layer outputs instead and
/// computes keys and values of the whole past anew in every step.
/// </summary>
internal sealed class UnilmDecoderSession : IDecoderSession
{
    private readonly UnilmModel _model;
    private readonly DecoderSessionOptions _options;
    private readonly IReadOnlyList<BertLayer> _layers;
    private readonly int[] _sourceLengths;
    private readonly RowGroups _rows;
    private readonly PrefixSample[] _sources;

    // Keys and values of a layer in one tensor, so that one operation reorders or extends both: [2, slots or rows, heads, length, headSize].
    private readonly Tensor?[] _sourceCache;
    private readonly Tensor?[] _targetCache;

    private Tensor? _sourceMask; // [slots, 1, 1, sourceLength]
    private int _written = -1;

    public UnilmDecoderSession(UnilmModel model, IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
    {
        if (sources.Count == 0)
        {
            throw new ArgumentException("A decoder session needs at least one source.", nameof(sources));
        }

        if (model.training)
        {
            throw new InvalidOperationException("UnilmModel writes in evaluation mode only; call eval() first.");
        }

        (_model, _options, _sources) = (model, options, [.. sources]);
        _layers = model.Encoder.Stack.Layers;
        _sourceLengths = [.. sources.Select(s => s.Ids.Length)];
        int longest = _sourceLengths.Max();
        if (longest >= model.MaximumLength)
        {
            throw new ArgumentException($"UnilmModel has positions for {model.MaximumLength} tokens, which a source of {longest} tokens leaves no room to write in.", nameof(sources));
        }

        MaximumLength = model.MaximumLength - longest;
        _rows = new RowGroups(sources.Count);
        _sourceCache = new Tensor?[_layers.Count];
        _targetCache = new Tensor?[_layers.Count];
    }

    public int SourceCount => _sourceLengths.Length;

    public int RowCount => _rows.Sources.Length;

    public int VocabularySize => _model.VocabularySize;

    public int MaximumLength { get; }

    public void Step(ReadOnlySpan<int> tokens, Span<float> logits)
    {
        bool isFirst = _written < 0;
        if (isFirst ? tokens.Length > 0 : tokens.Length != RowCount)
        {
            throw new ArgumentException($"The decoder session has {RowCount} rows and wants {(isFirst ? "no tokens in its first step" : "one token for each")}, but got {tokens.Length}.", nameof(tokens));
        }

        if (logits.Length != RowCount * VocabularySize)
        {
            throw new ArgumentException($"The logits of {RowCount} rows of {VocabularySize} tokens need {RowCount * VocabularySize} places, but there are {logits.Length}.", nameof(logits));
        }

        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor hidden = isFirst ? ReadSources() : WriteTokens(tokens); // [rows, 1, hiddenSize]
        _written++;
        Tensor scores = _model.Logits(hidden).cpu(); // [rows, 1, vocabulary]
        MemoryMarshal.Cast<byte, float>(scores.contiguous().bytes).CopyTo(logits);
    }

    public void Reorder(ReadOnlySpan<int> parents)
    {
        foreach (int parent in parents)
        {
            if ((uint)parent >= (uint)RowCount)
            {
                throw new ArgumentOutOfRangeException(nameof(parents), parent, $"The decoder session has rows 0 to {RowCount - 1}, but was asked to continue row {parent}.");
            }
        }

        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        if (!IsIdentity(parents, RowCount))
        {
            Select(_targetCache, parents.ToArray());
        }

        if (_rows.Reorder(parents) is { } slots)
        {
            Select(_sourceCache, slots);
            if (_sourceMask is not null)
            {
                Tensor mask = _sourceMask.index_select(0, Indexes(slots));
                Replace(ref _sourceMask, mask);
            }
        }
    }

    public void Dispose()
    {
        foreach (Tensor? cache in _sourceCache.Concat(_targetCache))
        {
            cache?.Dispose();
        }

        _sourceMask?.Dispose();
    }

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
    private static void Replace(ref Tensor? cache, Tensor value)
    {
        cache?.Dispose();
        cache = value.DetachFromDisposeScope();
    }

    private Tensor Indexes(int[] values) => BatchTensors.Indexes(values, [values.Length], _model.Device);

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

    // Source and [MASK] through all layers. Of the last layer only the [MASK] is computed.
    private Tensor ReadSources()
    {
        Device device = _model.Device;
        int rows = _sources.Length;
        int sourceLength = _sourceLengths.Max();
        int length = sourceLength + 1;
        int[] ids = new int[rows * length];
        int[] segments = new int[rows * length];
        int[] positions = new int[rows * length];
        float[] padding = new float[rows * sourceLength];
        Array.Fill(ids, _options.SpecialTokens.PaddingId);
        for (int row = 0; row < rows; row++)
        {
            PrefixSample source = _sources[row];
            int start = row * length;
            source.Ids.CopyTo(ids, start);
            source.Segments.CopyTo(segments, start);
            for (int i = 0; i < source.Ids.Length; i++)
            {
                positions[start + i] = i;
            }

            padding.AsSpan((row * sourceLength) + source.Ids.Length, sourceLength - source.Ids.Length).Fill((float)_model.Config.MaskConstant);
            ids[start + sourceLength] = _options.SpecialTokens.MaskId;
            segments[start + sourceLength] = _options.TargetSegment;
            positions[start + sourceLength] = source.Ids.Length; // padding does not shift what is written
        }

        long[] shape = [rows, length];
        Replace(ref _sourceMask, tensor(padding, [rows, 1, 1, sourceLength]).to(device));
        Tensor hidden = _model.Encoder.Embeddings.forward(
            BatchTensors.Indexes(ids, shape, device), BatchTensors.Indexes(segments, shape, device), BatchTensors.Indexes(positions, shape, device));

        // The source does not see the [MASK]; the [MASK] sees the source and itself.
        Tensor toMask = cat([full([sourceLength, 1], _model.Config.MaskConstant, device: device), zeros([1, 1], device: device)], 0); // [length, 1]
        Tensor mask = cat([_sourceMask!.expand(rows, 1, length, sourceLength), toMask.expand(rows, 1, length, 1)], -1); // [rows, 1, length, length]
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            SelfAttention self = _layers[layer].Self;
            (Tensor query, Tensor key, Tensor value) = self.Project(hidden);
            Replace(ref _sourceCache[layer], stack([key.narrow(2, 0, sourceLength), value.narrow(2, 0, sourceLength)]));
            if (layer == _layers.Count - 1)
            {
                (query, hidden, mask) = (query.narrow(2, sourceLength, 1), hidden.narrow(1, sourceLength, 1), mask.narrow(2, sourceLength, 1));
            }

            Tensor context = matmul(self.Weights(matmul(query, key.transpose(-1, -2)), mask), value);
            hidden = _layers[layer].Finish(hidden, SelfAttention.Merge(context));
        }

        return hidden;
    }

    // The token written last and a [MASK], for each row.
    private Tensor WriteTokens(ReadOnlySpan<int> tokens)
    {
        const int fed = 2;
        Device device = _model.Device;
        int rows = RowCount;
        int[] ids = new int[rows * fed];
        int[] positions = new int[rows * fed];
        for (int row = 0; row < rows; row++)
        {
            ids[row * fed] = tokens[row];
            ids[(row * fed) + 1] = _options.SpecialTokens.MaskId;
            positions[row * fed] = _sourceLengths[_rows.Sources[row]] + _written;
            positions[(row * fed) + 1] = positions[row * fed] + 1;
        }

        long[] shape = [rows, fed];
        Tensor segments = full(shape, _options.TargetSegment, dtype: ScalarType.Int64, device: device);
        Tensor hidden = _model.Encoder.Embeddings.forward(BatchTensors.Indexes(ids, shape, device), segments, BatchTensors.Indexes(positions, shape, device));

        // Only the written token may not see the [MASK] that is fed with it.
        float[] mask = new float[fed * (_written + fed)];
        mask[_written + 1] = (float)_model.Config.MaskConstant;
        Tensor targetMask = tensor(mask, [1, 1, fed, _written + fed]).to(device);
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            hidden = _layers[layer].Finish(hidden, Attend(layer, hidden, targetMask));
        }

        return hidden.narrow(1, 1, 1);
    }

    private Tensor Attend(int layer, Tensor hidden, Tensor targetMask)
    {
        SelfAttention self = _layers[layer].Self;
        (Tensor query, Tensor key, Tensor value) = self.Project(hidden); // [rows, heads, 2, headSize]
        Tensor fed = stack([key, value]); // [2, rows, heads, 2, headSize]
        Tensor target = _targetCache[layer] is { } past ? cat([past, fed], 3) : fed;
        Replace(ref _targetCache[layer], target.narrow(3, 0, _written + 1).alias());

        Tensor source = _sourceCache[layer]!;
        Tensor grouped = Group(query); // [slots, heads, rowsPerSlot * 2, headSize]
        Tensor sourceScores = Ungroup(matmul(grouped, source.select(0, 0).transpose(-1, -2)).add_(_sourceMask!)); // [rows, heads, 2, sourceLength]
        Tensor targetScores = matmul(query, target.select(0, 0).transpose(-1, -2)).add_(targetMask); // [rows, heads, 2, written + 2]
        Tensor weights = self.Weights(cat([sourceScores, targetScores], -1), mask: null);
        long sourceLength = source.shape[3];
        Tensor fromSource = Ungroup(matmul(Group(weights.narrow(-1, 0, sourceLength)), source.select(0, 1)));
        Tensor fromTarget = matmul(weights.narrow(-1, sourceLength, target.shape[3]), target.select(0, 1));
        return SelfAttention.Merge(fromSource.add(fromTarget));
    }

    // Rows of one source side by side, as if they were queries of one row: the source is then multiplied once, not copied for each.
    private Tensor Group(Tensor rows)
    {
        if (_rows.RowsPerSlot == 1)
        {
            return rows;
        }

        long[] shape = rows.shape; // [rows, heads, fed, size]
        return rows.view(_rows.SlotCount, _rows.RowsPerSlot, shape[1], shape[2], shape[3]).transpose(1, 2)
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
