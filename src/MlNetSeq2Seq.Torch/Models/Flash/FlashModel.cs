using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>
/// FLASH: mixed chunk attention, whose time and memory grow with the length and not with its square. As a causal network it writes text with a state
/// of constant size. Its parameters have the names of JunnYu/FLASHQuad_pytorch. Source: Hua et al., arXiv 2202.10447, section 3.
/// </summary>
[Architecture("flash")]
public sealed class FlashModel : Seq2SeqModel, IGenerativeModel, IMaskedLanguageModel, IReadingModel
{
    [ComponentName(Name = "flash")]
    private readonly FlashEncoder _encoder;

    [ComponentName(Name = "cls")]
    private readonly FlashHeads? _heads;

    [ComponentName(Name = "classifier")]
    private readonly Projection? _classifier;

    [ComponentName(Name = "qa_outputs")]
    private readonly Projection? _answer;

    /// <summary>Makes a model with random weights, drawn from libtorch's generator.</summary>
    /// <param name="config">The sizes and the head.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public FlashModel(FlashConfig config)
        : base(nameof(FlashModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        _encoder = new FlashEncoder(config, Precision, Recomputation);
        switch (config.Head)
        {
            case EncoderHead.Classification:
                _classifier = new Projection(config.HiddenSize, config.ClassCount, hasBias: true, config.InitializerRange, Precision);
                break;
            case EncoderHead.Reading:
                _answer = new Projection(config.HiddenSize, 2, hasBias: true, config.InitializerRange, Precision);
                break;
            default:
                _heads = new FlashHeads(config, Precision);
                break;
        }

        RegisterComponents();
        KeepParameters();
    }

    /// <summary>The sizes and the head.</summary>
    public FlashConfig Config { get; }

    /// <inheritdoc/>
    public override int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public override int MaximumLength => Config.MaximumLength;

    /// <inheritdoc/>
    public override object Configuration => Config;

    /// <inheritdoc/>
    public override ActivationRecomputation Recomputation { get; } = new();

    /// <inheritdoc/>
    public bool FillsMasks => !Config.IsCausal && Config.Head == EncoderHead.MaskedLanguageModel;

    internal FlashEmbeddings Embeddings => _encoder.Embeddings;

    internal ModuleList<FlashLayer> Layers => _encoder.Layers;

    /// <summary>Hidden states of a batch of sequences.</summary>
    /// <param name="ids">Token ids, shape [batch, length], int64.</param>
    /// <param name="real">True at tokens, false at padding; shape [batch, length].</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public Tensor Encode(Tensor ids, Tensor real) => _encoder.forward(ids, new FlashGroups(Config, real));

    /// <summary>Scores of all tokens of the vocabulary.</summary>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    /// <exception cref="InvalidOperationException">The head scores no tokens.</exception>
    public Tensor TokenLogits(Tensor hidden) =>
        _heads?.forward(hidden, _encoder.Embeddings.TokenWeight) ?? throw HeadLacks("tokens of the vocabulary");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row is longer than the model allows, or its attention is another than the config's.</exception>
    public override BatchLogits Logits(PaddedBatch batch)
    {
        Tensor hidden = Encode(batch); // [rows, length, hiddenSize]
        return Config.Head switch
        {
            EncoderHead.Classification => new BatchLogits(zeros(0, VocabularySize, device: hidden.device), ClassLogits(hidden)),
            EncoderHead.Reading => new BatchLogits(BatchHeads.AtAnswerLabels(AnswerScores(hidden, batch), batch)),
            _ => new BatchLogits(TokenLogits(BatchHeads.Labelled(hidden, batch))),
        };
    }

    /// <inheritdoc/>
    public Tensor AnswerScores(PaddedBatch batch) => AnswerScores(Encode(batch), batch);

    /// <summary>Begins to write from left to right.</summary>
    /// <param name="sources">What is continued.</param>
    /// <param name="options">Ids that the session needs of the vocabulary.</param>
    /// <returns>A session over the model; the model must be in evaluation mode and live as long as the session.</returns>
    /// <exception cref="ArgumentException">There is no source, or one is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The network is not causal, or in training mode.</exception>
    public IDecoderSession Start(IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Config.IsCausal
            ? new FlashDecoderSession(this, sources, options)
            : throw new InvalidOperationException("FlashModel writes only if its config says causal; this one reads from both sides.");
    }

    /// <inheritdoc/>
    public override bool IsRedundantWeight(string name) => FlashWeights.IsDerived(name);

    private Tensor Encode(PaddedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Length > MaximumLength)
        {
            throw new ArgumentException($"FlashModel was made for {MaximumLength} tokens, but the batch has rows of {batch.Length}.", nameof(batch));
        }

        AttentionKind wanted = Config.IsCausal ? AttentionKind.LeftToRight : AttentionKind.Bidirectional;
        if (batch.Attention.FirstOrDefault(shape => shape.Kind != wanted) is { Length: > 0 } other)
        {
            throw new ArgumentException($"FlashModel has the attention {wanted} by its config, but the batch has a row with {other.Kind}.", nameof(batch));
        }

        if (batch.DocumentIds is not null || batch.PositionIds is not null)
        {
            throw new ArgumentException("FlashModel takes one document a row: the state that its groups share would carry one document into the next.", nameof(batch));
        }

        Device device = Device;
        return Encode(BatchTensors.Indexes(batch.Ids, [batch.Rows, batch.Length], device), RowLengths.Mask(batch, device));
    }

    private Tensor ClassLogits(Tensor hidden) =>
        _classifier!.forward(Dropouts.Apply(hidden.select(1, 0), Config.ClassifierDropout, training)).to(ScalarType.Float32); // [rows, classes]

    private Tensor AnswerScores(Tensor hidden, PaddedBatch batch) =>
        BatchHeads.WithoutPadding(_answer?.forward(hidden).to(ScalarType.Float32) ?? throw HeadLacks("places of an answer"), batch);

    private InvalidOperationException HeadLacks(string what) => new($"FlashModel has the head {Config.Head}, which does not score {what}.");
}
