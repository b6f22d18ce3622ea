using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>
/// BERT: a bidirectional encoder that gives back hidden tokens and, by its <see cref="BertConfig.Head"/>, classes of rows or the
/// place of an answer. Its parameters have the names of BERT's published weights. Source: Devlin et al., arXiv 1810.04805.
/// </summary>
[Architecture("bert")]
public sealed class BertModel : Seq2SeqModel, IMaskedLanguageModel, IReadingModel
{
    [ComponentName(Name = "bert")]
    private readonly BertEncoder _bert;

    [ComponentName(Name = "cls")]
    private readonly BertHeads? _heads;

    [ComponentName(Name = "classifier")]
    private readonly Projection? _classifier;

    [ComponentName(Name = "qa_outputs")]
    private readonly Projection? _answer;

    private readonly double _classifierDropout;

    /// <summary>Makes a model with random weights, drawn from libtorch's generator.</summary>
    /// <param name="config">The sizes and the head.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public BertModel(BertConfig config)
        : base(nameof(BertModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        _classifierDropout = config.ClassifierDropout ?? config.HiddenDropout;
        BertSizes sizes = config.ToSizes();
        _bert = new BertEncoder(sizes, Precision, Recomputation);
        switch (config.Head)
        {
            case EncoderHead.Classification:
                _classifier = new Projection(config.HiddenSize, config.ClassCount, hasBias: true, config.InitializerRange, Precision);
                break;
            case EncoderHead.Reading:
                _answer = new Projection(config.HiddenSize, 2, hasBias: true, config.InitializerRange, Precision);
                break;
            default:
                _heads = new BertHeads(sizes, Precision);
                break;
        }

        RegisterComponents();
        KeepParameters();
    }

    /// <summary>The sizes and the head.</summary>
    public BertConfig Config { get; }

    /// <inheritdoc/>
    public override int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public override int MaximumLength => Config.MaximumLength;

    /// <inheritdoc/>
    public override object Configuration => Config;

    /// <inheritdoc/>
    public override ActivationRecomputation Recomputation { get; } = new();

    /// <inheritdoc/>
    public bool FillsMasks => Config.Head is EncoderHead.MaskedLanguageModel or EncoderHead.PreTraining;

    /// <summary>Hidden states of a batch of sequences.</summary>
    /// <param name="ids">Token ids, shape [batch, length], int64.</param>
    /// <param name="segments">Segment ids, shape [batch, length], int64.</param>
    /// <param name="mask">What is added to attention scores, shape [batch, 1, length or 1, length], float32.</param>
    /// <param name="positions">Position of each token, shape [batch or 1, length], int64; null for 0, 1, 2, …</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public Tensor Encode(Tensor ids, Tensor segments, Tensor mask, Tensor? positions = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        positions ??= arange(ids.shape[1], dtype: ScalarType.Int64, device: ids.device).unsqueeze(0); // [1, length]
        return _bert.forward(ids, segments, positions, mask, null);
    }

    /// <summary>The summary of each sequence, from its first hidden state.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize].</param>
    /// <returns>Shape [batch, hiddenSize].</returns>
    /// <exception cref="InvalidOperationException">The head asks for no summary.</exception>
    public Tensor Pool(Tensor hidden) => _bert.Pool(hidden);

    /// <summary>Scores of all tokens of the vocabulary.</summary>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    /// <exception cref="InvalidOperationException">The head scores no tokens.</exception>
    public Tensor Logits(Tensor hidden) =>
        _heads?.forward(hidden, _bert.Embeddings.TokenWeight, null) ?? throw HeadLacks("tokens of the vocabulary");

    /// <summary>Scores of the classes of each row.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize].</param>
    /// <returns>Shape [batch, classes], float32.</returns>
    /// <exception cref="InvalidOperationException">The head scores no classes.</exception>
    public Tensor ClassLogits(Tensor hidden)
    {
        if (Config.Head == EncoderHead.PreTraining)
        {
            return _heads!.Relationship(Pool(hidden));
        }

        return _classifier?.forward(F.dropout(Pool(hidden), _classifierDropout, training)).to(ScalarType.Float32) ?? throw HeadLacks("classes");
    }

    /// <inheritdoc/>
    public override BatchLogits Logits(PaddedBatch batch)
    {
        Tensor hidden = Encode(batch); // [rows, length, hiddenSize]
        return Config.Head switch
        {
            EncoderHead.Classification => new BatchLogits(zeros(0, VocabularySize, device: hidden.device), ClassLogits(hidden)),
            EncoderHead.Reading => new BatchLogits(BatchHeads.AtAnswerLabels(AnswerScores(hidden, batch), batch)),
            EncoderHead.PreTraining => new BatchLogits(Logits(BatchHeads.Labelled(hidden, batch)), ClassLogits(hidden)),
            _ => new BatchLogits(Logits(BatchHeads.Labelled(hidden, batch))),
        };
    }

    /// <inheritdoc/>
    public Tensor AnswerScores(PaddedBatch batch) => AnswerScores(Encode(batch), batch);

    /// <inheritdoc/>
    public override bool IsRedundantWeight(string name) => BertWeights.IsDerived(name) || BertWeights.BelongsToOtherHead(name, Config.Head);

    private Tensor Encode(PaddedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Length > MaximumLength)
        {
            throw new ArgumentException($"BertModel has positions for {MaximumLength} tokens, but the batch has rows of {batch.Length}.", nameof(batch));
        }

        Device device = Device;
        long[] shape = [batch.Rows, batch.Length];
        return Encode(
            BatchTensors.Indexes(batch.Ids, shape, device),
            BatchTensors.Indexes(batch.Segments, shape, device),
            AttentionMasks.Additive(batch, Config.MaskConstant, device),
            batch.PositionIds is { } places ? BatchTensors.Indexes(places, shape, device) : null);
    }

    private Tensor AnswerScores(Tensor hidden, PaddedBatch batch) =>
        BatchHeads.WithoutPadding(_answer?.forward(hidden).to(ScalarType.Float32) ?? throw HeadLacks("places of an answer"), batch);

    private InvalidOperationException HeadLacks(string what) => new($"BertModel has the head {Config.Head}, which does not score {what}.");
}
