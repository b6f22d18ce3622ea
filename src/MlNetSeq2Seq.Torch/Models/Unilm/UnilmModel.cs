using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>
/// UniLM: one BERT encoder that is encoder and decoder in one, told by its attention mask who may look at whom. Its
/// parameters have the names of BERT's published weights. Source: Dong et al., arXiv 1905.03197.
/// </summary>
[Architecture("unilm")]
public sealed class UnilmModel : Seq2SeqModel, IGenerativeModel, IMaskedLanguageModel
{
    [ComponentName(Name = "bert")]
    private readonly BertEncoder _bert;

    [ComponentName(Name = "cls")]
    private readonly BertHeads _heads;

    /// <summary>Makes a model with random weights, drawn from libtorch's generator.</summary>
    /// <param name="config">The sizes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public UnilmModel(UnilmConfig config)
        : base(nameof(UnilmModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        BertSizes sizes = config.ToSizes();
        _bert = new BertEncoder(sizes, Precision, Recomputation);
        _heads = new BertHeads(sizes, Precision);
        RegisterComponents();
        KeepParameters();
    }

    /// <summary>The sizes.</summary>
    public UnilmConfig Config { get; }

    /// <inheritdoc/>
    public override int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public override int MaximumLength => Config.MaximumLength;

    /// <inheritdoc/>
    public override object Configuration => Config;

    /// <inheritdoc/>
    public override ActivationRecomputation Recomputation { get; } = new();

    internal BertEncoder Encoder => _bert;

    /// <summary>Hidden states of a batch of sequences.</summary>
    /// <param name="ids">Token ids, shape [batch, length], int64.</param>
    /// <param name="segments">Segment ids, shape [batch, length], int64.</param>
    /// <param name="mask">What is added to attention scores, shape [batch, 1, length or 1, length], float32.</param>
    /// <param name="positions">Position of each token, shape [batch or 1, length], int64; null for 0, 1, 2, …</param>
    /// <param name="kinds">
    /// The number of each row's <see cref="AttentionKind"/>, shape [batch, 1], int64; null for <see cref="AttentionKind.SequenceToSequence"/>. Only
    /// networks look at it that have positions for each.
    /// </param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public Tensor Encode(Tensor ids, Tensor segments, Tensor mask, Tensor? positions = null, Tensor? kinds = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        positions ??= arange(ids.shape[1], dtype: ScalarType.Int64, device: ids.device).unsqueeze(0); // [1, length]
        return _bert.forward(ids, segments, positions, mask, kinds);
    }

    /// <summary>The summary of each sequence, from its first hidden state.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize].</param>
    /// <returns>Shape [batch, hiddenSize].</returns>
    public Tensor Pool(Tensor hidden) => _bert.Pool(hidden);

    /// <summary>Scores of all tokens of the vocabulary.</summary>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <param name="kinds">
    /// The number of the <see cref="AttentionKind"/> of each hidden state, as many as these, int64; null for
    /// <see cref="AttentionKind.SequenceToSequence"/>. Only networks look at it that transform states otherwise for each.
    /// </param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    public Tensor Logits(Tensor hidden, Tensor? kinds = null) => _heads.forward(hidden, _bert.Embeddings.TokenWeight, kinds);

    /// <inheritdoc/>
    public override BatchLogits Logits(PaddedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Length > MaximumLength)
        {
            throw new ArgumentException($"UnilmModel has positions for {MaximumLength} tokens, but the batch has rows of {batch.Length}.", nameof(batch));
        }

        Device device = Device;
        long[] shape = [batch.Rows, batch.Length];
        int[] kinds = [.. batch.Attention.Select(row => (int)row.Kind)];
        Tensor hidden = Encode(
            BatchTensors.Indexes(batch.Ids, shape, device),
            BatchTensors.Indexes(batch.Segments, shape, device),
            AttentionMasks.Additive(batch, Config.MaskConstant, device),
            batch.PositionIds is { } places ? BatchTensors.Indexes(places, shape, device) : null,
            BatchTensors.Indexes(kinds, [batch.Rows, 1], device)); // [rows, length, hiddenSize]
        int[] ofLabels = [.. batch.LabelPositions.Select(position => kinds[position / batch.Length])];
        return new BatchLogits(
            Logits(BatchHeads.Labelled(hidden, batch), BatchTensors.Indexes(ofLabels, [ofLabels.Length], device)),
            Config.SequenceClassCount > 0 ? _heads.Relationship(Pool(hidden)) : null);
    }

    /// <inheritdoc/>
    public IDecoderSession Start(IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options) => new UnilmDecoderSession(this, sources, options);

    /// <inheritdoc/>
    public override bool IsRedundantWeight(string name) =>
        UnilmWeights.IsDerived(name) || (Config.SequenceClassCount == 0 && UnilmWeights.BelongsToSequenceHead(name));
}
