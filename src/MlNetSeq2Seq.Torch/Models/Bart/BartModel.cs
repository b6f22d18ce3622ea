using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>
/// BART: a bidirectional encoder and a left-to-right decoder that share their token embeddings with the output layer; for
/// translation, a new encoder with a vocabulary of its own may stand before them. Names of
/// weights as in Hugging Face's. Source: Lewis et al., arXiv 1910.13461.
/// </summary>
[Architecture("bart")]
public sealed class BartModel : Seq2SeqModel, IGenerativeModel, IEncoderDecoder
{
    [ComponentName(Name = "model")]
    private readonly BartNetwork _network;

    // Part of the weights but, as in the reference, not learnt.
    [ComponentName(Name = "final_logits_bias")]
    private readonly Parameter _bias;

    /// <summary>Makes a model with random weights, drawn from libtorch's generator.</summary>
    /// <param name="config">The sizes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public BartModel(BartConfig config)
        : base(nameof(BartModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        _network = new BartNetwork(config, Precision, Recomputation);
        _bias = new Parameter(zeros(1, config.VocabularySize), requires_grad: false);
        RegisterComponents();
        KeepParameters();
    }

    /// <summary>The sizes.</summary>
    public BartConfig Config { get; }

    /// <inheritdoc/>
    public override int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public override int SourceVocabularySize => Config.SourceVocabularySize > 0 ? Config.SourceVocabularySize : Config.VocabularySize;

    /// <inheritdoc/>
    public override int MaximumLength => Config.MaximumLength;

    /// <inheritdoc/>
    public override object Configuration => Config;

    /// <inheritdoc/>
    public override ActivationRecomputation Recomputation { get; } = new();

    /// <inheritdoc/>
    public bool SharesPositions => false;

    /// <inheritdoc/>
    int IEncoderDecoder.DecoderLayerCount => Config.DecoderLayerCount;

    /// <inheritdoc/>
    int IEncoderDecoder.DecoderStartId => Config.DecoderStartId;

    /// <summary>The encoder's hidden states of sources.</summary>
    /// <param name="ids">Token ids, of the sources' vocabulary where they have one of their own; shape [batch, sourceLength], int64.</param>
    /// <param name="mask">What is added to attention scores, shape [batch, 1, 1, sourceLength], float32; null where nothing is padding.</param>
    /// <returns>Shape [batch, sourceLength, hiddenSize], float32.</returns>
    public Tensor Encode(Tensor ids, Tensor? mask) => _network.Encode(ids, mask);

    /// <summary>The decoder's hidden states of targets.</summary>
    /// <param name="decoderIds">What the decoder reads: the target moved right by the start token; shape [batch, length], int64.</param>
    /// <param name="encoded">What <see cref="Encode"/> gave, shape [batch, sourceLength, hiddenSize].</param>
    /// <param name="mask">The mask of the sources.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public Tensor Decode(Tensor decoderIds, Tensor encoded, Tensor? mask) => _network.Decode(decoderIds, encoded, mask);

    /// <summary>Scores of all tokens of the vocabulary.</summary>
    /// <param name="hidden">The decoder's hidden states, shape [..., hiddenSize].</param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    public Tensor Logits(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        return Projection.Apply(hidden, _network.TokenWeight, _bias.view(-1), Precision);
    }

    /// <inheritdoc/>
    public override BatchLogits Logits(PaddedBatch batch)
    {
        (Tensor ids, Tensor? mask, Tensor decoderIds) = EncoderDecoderBatch.Read(this, batch);
        Tensor hidden = _network.forward(ids, mask, decoderIds); // [rows, decoderLength, hiddenSize]
        return new BatchLogits(Logits(BatchHeads.Labelled(hidden, batch)));
    }

    /// <inheritdoc/>
    public IDecoderSession Start(IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(sources);
        foreach (PrefixSample source in sources)
        {
            // Where sources have a vocabulary of their own, ids of the other one come in easily.
            int place = Array.FindIndex(source.Ids, id => (uint)id >= (uint)SourceVocabularySize);
            if (place >= 0)
            {
                throw new ArgumentException($"BartModel reads sources of the tokens 0 to {SourceVocabularySize - 1}, but there is one with {source.Ids[place]}.", nameof(sources));
            }
        }

        return new EncoderDecoderSession(this, this, sources, options);
    }

    /// <inheritdoc/>
    void IEncoderDecoder.Read(Tensor ids, Tensor? mask, KeyValueCache cache)
    {
        cache.KeepSourceMask(mask);
        _network.Decoder.Read(Encode(ids, mask), cache);
    }

    /// <inheritdoc/>
    Tensor IEncoderDecoder.Write(Tensor ids, int position, KeyValueCache cache) => Logits(_network.Decoder.Write(_network.Embed(ids), position, cache));

    /// <inheritdoc/>
    public override bool IsRedundantWeight(string name) => BartWeights.IsDerived(name);
}
