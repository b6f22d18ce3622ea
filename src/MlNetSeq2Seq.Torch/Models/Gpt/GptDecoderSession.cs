using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Gpt;

/// <summary>
/// Writing with a GPT, which goes on where the source ends. Up to the context length a step feeds the token written last and sees
/// the others through their keys and values. Past it the window slides: a step feeds the last tokens of each row, as many as the
/// context holds, and positions start at 0 again, as in nanoGPT's and MiniGLM's <c>generate</c>. Nothing can be kept then, since
/// every token has moved to another position.
/// </summary>
internal sealed class GptDecoderSession : DecoderSession
{
    private readonly GptModel _model;
    private readonly int[][] _sources;
    private readonly int _paddingId;
    private int[][] _rows; // source and what was written

    public GptDecoderSession(GptModel model, IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
        : base(model, sources, model.Config.LayerCount)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_model, _paddingId) = (model, options.SpecialTokens.PaddingId);
        _sources = [.. sources.Select(source => source.Ids)];
        if (_sources.Any(source => source.Length == 0))
        {
            throw new ArgumentException("GptModel continues texts of at least one token, but a source is empty.", nameof(sources));
        }

        _rows = _sources;
    }

    /// <inheritdoc/>
    public override int MaximumLength => int.MaxValue;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Prefix(int source) => _sources[source];

    /// <inheritdoc/>
    protected override Tensor Begin() => _model.Logits(Feed(keep: Longest <= _model.MaximumLength));

    /// <inheritdoc/>
    protected override Tensor Continue(ReadOnlySpan<int> tokens)
    {
        int[][] rows = new int[tokens.Length][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = [.. _rows[row], tokens[row]];
        }

        _rows = rows;
        if (Longest > _model.MaximumLength)
        {
            Cache.Clear();
            return _model.Logits(Feed(keep: false));
        }

        long[] shape = [rows.Length, 1];
        Tensor positions = BatchTensors.Indexes([.. rows.Select(row => row.Length - 1)], shape, _model.Device);
        return _model.Logits(_model.Network.Write(BatchTensors.Indexes(tokens.ToArray(), shape, _model.Device), positions, Cache));
    }

    /// <inheritdoc/>
    protected override void OnReorder(ReadOnlySpan<int> parents)
    {
        int[][] rows = new int[parents.Length][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = _rows[parents[row]];
        }

        _rows = rows;
    }

    private int Longest => _rows.Max(row => row.Length);

    // The last tokens of all rows through the network. Rows are filled up on the right, where a causal mask hides the padding.
    private Tensor Feed(bool keep)
    {
        Device device = _model.Device;
        int[][] windows = [.. _rows.Select(row => row.Length > _model.MaximumLength ? row[^_model.MaximumLength..] : row)];
        int length = windows.Max(window => window.Length);
        int[] ids = new int[windows.Length * length];
        Array.Fill(ids, _paddingId);
        for (int row = 0; row < windows.Length; row++)
        {
            windows[row].CopyTo(ids, row * length);
        }

        Tensor batch = BatchTensors.Indexes(ids, [windows.Length, length], device);
        Tensor positions = arange(length, dtype: ScalarType.Int64, device: device).unsqueeze(0); // [1, length]
        Tensor mask = AttentionMasks.Causal(length, device); // [1, 1, length, length]
        int[] lengths = [.. windows.Select(window => window.Length)];
        if (keep)
        {
            Cache.KeepSourceMask(AttentionMasks.Padding(lengths, length, device));
        }

        Tensor hidden = keep ? _model.Network.Read(batch, positions, mask, Cache) : _model.Network.forward(batch, positions, mask);
        int[] last = [.. lengths.Select((end, row) => (row * length) + end - 1)];
        return hidden.flatten(0, 1).index_select(0, BatchTensors.Indexes(last, [last.Length], device)); // [rows, hiddenSize]
    }
}
