using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>
/// Writing with an encoder-decoder. Each source is encoded once, and its keys and values for cross-attention are computed once and
/// shared by all rows of the source.
/// </summary>
internal sealed class EncoderDecoderSession : DecoderSession
{
    private readonly IEncoderDecoder _network;
    private readonly Device _device;
    private readonly int[][] _sources;
    private readonly int[] _prefix;
    private readonly int _paddingId;

    /// <summary>Makes a session.</summary>
    /// <param name="model">The model, which is an <see cref="IEncoderDecoder"/> too; in evaluation mode.</param>
    /// <param name="network">The same model.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="options">Ids that the session needs of the vocabulary.</param>
    /// <exception cref="ArgumentException">There is no source, one is empty, or one is too long.</exception>
    public EncoderDecoderSession(Seq2SeqModel model, IEncoderDecoder network, IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
        : base(model, sources, network.DecoderLayerCount)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_network, _device, _paddingId) = (network, model.Device, options.SpecialTokens.PaddingId);
        _sources = [.. sources.Select(source => source.Ids)];
        _prefix = [network.DecoderStartId];
        MaximumLength = model.MaximumLength;
        int longest = _sources.Max(source => source.Length);
        if (longest > model.MaximumLength || _sources.Any(source => source.Length == 0))
        {
            throw new ArgumentException(
                $"{model.GetType().Name} reads sources of 1 to {model.MaximumLength} tokens, but there is one of {(longest > model.MaximumLength ? longest : 0)}.",
                nameof(sources));
        }
    }

    /// <inheritdoc/>
    public override int MaximumLength { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Prefix(int source) => _prefix;

    /// <inheritdoc/>
    protected override Tensor Begin()
    {
        int length = _sources.Max(source => source.Length);
        int[] ids = new int[_sources.Length * length];
        Array.Fill(ids, _paddingId);
        for (int row = 0; row < _sources.Length; row++)
        {
            _sources[row].CopyTo(ids, row * length);
        }

        Tensor? mask = AttentionMasks.Padding([.. _sources.Select(source => source.Length)], length, _device);
        _network.Read(BatchTensors.Indexes(ids, [_sources.Length, length], _device), mask, Cache);
        Tensor start = full([_sources.Length, 1], _network.DecoderStartId, dtype: ScalarType.Int64, device: _device);
        return _network.Write(start, position: 0, Cache);
    }

    /// <inheritdoc/>
    protected override Tensor Continue(ReadOnlySpan<int> tokens) =>
        _network.Write(BatchTensors.Indexes(tokens.ToArray(), [tokens.Length, 1], _device), WrittenLength, Cache);
}
