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
internal sealed class UnilmDecoderSession : DecoderSession
{
    private readonly UnilmModel _model;
    private readonly DecoderSessionOptions _options;
    private readonly IReadOnlyList<BertLayer> _layers;
    private readonly PrefixSample[] _sources;
    private readonly int[] _sourceLengths;

    public UnilmDecoderSession(UnilmModel model, IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
        : base(model, sources, model.Config.LayerCount)
    {
        (_model, _options, _sources) = (model, options, [.. sources]);
        _layers = model.Encoder.Stack.Layers;
        _sourceLengths = [.. sources.Select(s => s.Ids.Length)];
        int longest = _sourceLengths.Max();
        if (longest >= model.MaximumLength)
        {
            throw new ArgumentException($"UnilmModel has positions for {model.MaximumLength} tokens, which a source of {longest} tokens leaves no room to write in.", nameof(sources));
        }

        MaximumLength = model.MaximumLength - longest;
    }

    /// <inheritdoc/>
    public override int MaximumLength { get; }

    /// <inheritdoc/>
    // Source and [MASK] through all layers. Of the last layer only the [MASK] is computed.
    protected override Tensor Begin()
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
        Tensor sourceMask = tensor(padding, [rows, 1, 1, sourceLength]).to(device);
        Cache.KeepSourceMask(sourceMask);
        Tensor hidden = _model.Encoder.Embeddings.forward(
            BatchTensors.Indexes(ids, shape, device), BatchTensors.Indexes(segments, shape, device), BatchTensors.Indexes(positions, shape, device), null);

        // The source does not see the [MASK]; the [MASK] sees the source and itself.
        Tensor toMask = cat([full([sourceLength, 1], _model.Config.MaskConstant, device: device), zeros([1, 1], device: device)], 0); // [length, 1]
        Tensor mask = cat([sourceMask.expand(rows, 1, length, sourceLength), toMask.expand(rows, 1, length, 1)], -1); // [rows, 1, length, length]
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            SelfAttention self = _layers[layer].Self;
            bool isLast = layer == _layers.Count - 1;
            Tensor asking = isLast ? hidden.narrow(1, sourceLength, 1) : hidden;
            (Tensor query, Tensor key, Tensor value) = self.Project(asking, hidden);
            Cache.KeepSource(layer, key.narrow(2, 0, sourceLength), value.narrow(2, 0, sourceLength));
            hidden = _layers[layer].Finish(asking, self.Attend(query, key, value, isLast ? mask.narrow(2, sourceLength, 1) : mask));
        }

        return _model.Logits(hidden); // [rows, 1, vocabulary]
    }

    /// <inheritdoc/>
    // The token written last and a [MASK], for each row; only the token is kept. The last layer needs of it no more than key and value.
    protected override Tensor Continue(ReadOnlySpan<int> tokens)
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
            positions[row * fed] = _sourceLengths[Cache.Sources[row]] + WrittenLength - 1;
            positions[(row * fed) + 1] = positions[row * fed] + 1;
        }

        long[] shape = [rows, fed];
        Tensor segments = full(shape, _options.TargetSegment, dtype: ScalarType.Int64, device: device);
        Tensor hidden = _model.Encoder.Embeddings.forward(BatchTensors.Indexes(ids, shape, device), segments, BatchTensors.Indexes(positions, shape, device), null);

        // Only the written token may not see the [MASK] that is fed with it; the [MASK] sees all.
        float[] mask = new float[fed * (WrittenLength + 1)];
        mask[WrittenLength] = (float)_model.Config.MaskConstant;
        Tensor targetMask = tensor(mask, [1, 1, fed, WrittenLength + 1]).to(device);
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            bool isLast = layer == _layers.Count - 1;
            Tensor asking = isLast ? hidden.narrow(1, 1, 1) : hidden;
            (Tensor query, Tensor key, Tensor value) = _layers[layer].Self.Project(asking, hidden); // [rows, heads, 1 or 2, headSize]
            hidden = _layers[layer].Finish(asking, Cache.AttendBoth(layer, query, key, value, isLast ? null : targetMask, passing: 1));
        }

        return _model.Logits(hidden); // [rows, 1, vocabulary]
    }
}
