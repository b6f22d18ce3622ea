using MlNetSeq2Seq.Modules;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>Shared token embeddings, encoder and decoder, under the names that BART's weights have below <c>model.</c>.</summary>
internal sealed class BartNetwork : Module<Tensor, Tensor?, Tensor, Tensor>
{
    [ComponentName(Name = "shared")]
    private readonly Embedding _tokens;

    [ComponentName(Name = "encoder")]
    private readonly BartEncoder _encoder;

    [ComponentName(Name = "decoder")]
    private readonly BartDecoder _decoder;

    [ComponentName(Name = "source_encoder")]
    private readonly BartSourceEncoder? _source;

    private readonly Scalar? _scale;

    public BartNetwork(BartConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(BartNetwork))
    {
        _scale = config.ScalesEmbeddings ? Math.Sqrt(config.HiddenSize) : null;
        _tokens = EmbeddingTables.Normal(config.VocabularySize, config.HiddenSize, config.InitializerRange);
        _encoder = new BartEncoder(config, precision, recomputation);
        _decoder = new BartDecoder(config, precision, recomputation);
        _source = config.SourceVocabularySize > 0 ? new BartSourceEncoder(config, precision, recomputation) : null;
        RegisterComponents();
    }

    /// <summary>The token embeddings, shape [vocabulary, hiddenSize]; the output layer shares them.</summary>
    public Parameter TokenWeight => _tokens.weight!;

    /// <summary>The decoder.</summary>
    public BartDecoder Decoder => _decoder;

    /// <summary>The decoder's hidden states.</summary>
    /// <param name="ids">The sources, shape [batch, sourceLength].</param>
    /// <param name="mask">What is added to scores of sources, shape [batch, 1, 1, sourceLength]; null where nothing is padding.</param>
    /// <param name="decoderIds">What the decoder reads, shape [batch, length].</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor? mask, Tensor decoderIds) => Decode(decoderIds, Encode(ids, mask), mask);

    /// <summary>The encoded sources, shape [batch, sourceLength, hiddenSize], float32.</summary>
    public Tensor Encode(Tensor ids, Tensor? mask) => _encoder.forward(_source is null ? Embed(ids) : _source.forward(ids, mask), mask);

    /// <summary>The decoder's hidden states, given the encoded sources.</summary>
    public Tensor Decode(Tensor decoderIds, Tensor encoded, Tensor? mask) => _decoder.forward(Embed(decoderIds), encoded, mask);

    /// <summary>Token embeddings, shape [batch, length, hiddenSize].</summary>
    public Tensor Embed(Tensor ids)
    {
        Tensor tokens = _tokens.forward(ids);
        return _scale is null ? tokens : tokens.mul(_scale);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _scale?.Dispose();
        }

        base.Dispose(disposing);
    }
}
