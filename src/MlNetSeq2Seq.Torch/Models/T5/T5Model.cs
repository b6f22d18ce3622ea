using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>
/// T5: an encoder-decoder that knows positions only by their distance. Names of weights as in Hugging Face's. Source: Raffel et al.,
/// arXiv 1910.10683.
/// </summary>
[Architecture("t5")]
public sealed class T5Model : Seq2SeqModel, IGenerativeModel, IEncoderDecoder
{
    [ComponentName(Name = "shared")]
    private readonly Embedding _tokens;

    [ComponentName(Name = "encoder")]
    private readonly T5Encoder _encoder;

    [ComponentName(Name = "decoder")]
    private readonly T5Decoder _decoder;

    [ComponentName(Name = "lm_head")]
    private readonly Projection? _output;

    private readonly Scalar _scale;

    /// <summary>Makes a model with random weights, drawn from libtorch's generator.</summary>
    /// <param name="config">The sizes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public T5Model(T5Config config)
        : base(nameof(T5Model))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        _scale = 1 / Math.Sqrt(config.HiddenSize);
        _tokens = EmbeddingTables.Normal(config.VocabularySize, config.HiddenSize, config.InitializerFactor);
        _encoder = new T5Encoder(config, Precision, Recomputation);
        _decoder = new T5Decoder(config, Precision, Recomputation);

        // differs: the released code draws an untied output layer as wide as embeddings, which makes first losses of many times ln(V).
        _output = config.TiesEmbeddings
            ? null
            : new Projection(config.HiddenSize, config.VocabularySize, hasBias: false, config.Deviation(config.HiddenSize), Precision);
        RegisterComponents();
        KeepParameters();
    }

    /// <summary>The sizes.</summary>
    public T5Config Config { get; }

    /// <inheritdoc/>
    public override int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public override int MaximumLength => Config.MaximumLength;

    /// <inheritdoc/>
    public override object Configuration => Config;

    /// <inheritdoc/>
    public override ActivationRecomputation Recomputation { get; } = new();

    /// <inheritdoc/>
    public bool SharesPositions => false;

    /// <inheritdoc/>
    int IEncoderDecoder.DecoderLayerCount => _decoder.LayerCount;

    /// <inheritdoc/>
    int IEncoderDecoder.DecoderStartId => Config.DecoderStartId;

    /// <summary>The encoder's hidden states of sources.</summary>
    /// <param name="ids">Token ids, shape [batch, sourceLength], int64.</param>
    /// <param name="mask">What is added to attention scores, shape [batch, 1, 1, sourceLength], float32; null where nothing is padding.</param>
    /// <returns>Shape [batch, sourceLength, hiddenSize], float32.</returns>
    public Tensor Encode(Tensor ids, Tensor? mask) => _encoder.forward(_tokens.forward(ids), mask);

    /// <summary>The decoder's hidden states of targets.</summary>
    /// <param name="decoderIds">What the decoder reads: the target moved right by the start token; shape [batch, length], int64.</param>
    /// <param name="encoded">What <see cref="Encode"/> gave, shape [batch, sourceLength, hiddenSize].</param>
    /// <param name="mask">The mask of the sources.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public Tensor Decode(Tensor decoderIds, Tensor encoded, Tensor? mask) => _decoder.forward(_tokens.forward(decoderIds), encoded, mask);

    /// <summary>Scores of all tokens of the vocabulary.</summary>
    /// <param name="hidden">The decoder's hidden states, shape [..., hiddenSize].</param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    public Tensor Logits(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        return _output is not null
            ? _output.forward(hidden).to(ScalarType.Float32)
            : Projection.Apply(hidden.mul(_scale), _tokens.weight!, bias: null, Precision);
    }

    /// <inheritdoc/>
    public override BatchLogits Logits(PaddedBatch batch)
    {
        (Tensor ids, Tensor? mask, Tensor decoderIds) = EncoderDecoderBatch.Read(this, batch);
        Tensor hidden = Decode(decoderIds, Encode(ids, mask), mask); // [rows, decoderLength, hiddenSize]
        return new BatchLogits(Logits(BatchHeads.Labelled(hidden, batch)));
    }

    /// <inheritdoc/>
    public IDecoderSession Start(IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options) => new EncoderDecoderSession(this, this, sources, options);

    /// <inheritdoc/>
    void IEncoderDecoder.Read(Tensor ids, Tensor? mask, KeyValueCache cache)
    {
        cache.KeepSourceMask(mask);
        _decoder.Read(Encode(ids, mask), cache);
    }

    /// <inheritdoc/>
    Tensor IEncoderDecoder.Write(Tensor ids, int position, KeyValueCache cache) => Logits(_decoder.Write(_tokens.forward(ids), position, cache));

    /// <inheritdoc/>
    public override bool IsRedundantWeight(string name) => T5Weights.IsDerived(name, Config);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _scale.Dispose();
        }

        base.Dispose(disposing);
    }
}
