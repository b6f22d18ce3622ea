using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models.Gated;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>
/// FLASHQuad: pre-norm layers of gated attention units with squared-ReLU attention over all tokens. A batch's attention decides whether it is
/// a bidirectional encoder or, with <see cref="CausalSample"/>s, a language model that writes from left to right. Its parameters have the names
/// of JunnYu/FLASHQuad_pytorch. Source: Hua et al., arXiv 2202.10447, section 2.
/// </summary>
[Architecture("flash-quad")]
public sealed class FlashQuadModel : Seq2SeqModel, IGenerativeModel, IMaskedLanguageModel, IReadingModel, IGatedNetwork
{
    [ComponentName(Name = "flash_quad")]
    private readonly FlashQuadEncoder _encoder;

    [ComponentName(Name = "cls")]
    private readonly FlashQuadHeads? _heads;

    [ComponentName(Name = "classifier")]
    private readonly Projection? _classifier;

    [ComponentName(Name = "qa_outputs")]
    private readonly Projection? _answer;

    /// <summary>Makes a model with random weights, drawn from libtorch's generator.</summary>
    /// <param name="config">The sizes and the head.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public FlashQuadModel(FlashQuadConfig config)
        : base(nameof(FlashQuadModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        _encoder = new FlashQuadEncoder(config, Precision, Recomputation);
        switch (config.Head)
        {
            case EncoderHead.Classification:
                _classifier = new Projection(config.HiddenSize, config.ClassCount, hasBias: true, config.InitializerRange, Precision);
                break;
            case EncoderHead.Reading:
                _answer = new Projection(config.HiddenSize, 2, hasBias: true, config.InitializerRange, Precision);
                break;
            default:
                _heads = new FlashQuadHeads(config, Precision);
                break;
        }

        RegisterComponents();
        KeepParameters();
    }

    /// <summary>The sizes and the head.</summary>
    public FlashQuadConfig Config { get; }

    /// <inheritdoc/>
    public override int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public override int MaximumLength => Config.MaximumLength;

    /// <inheritdoc/>
    public override object Configuration => Config;

    /// <inheritdoc/>
    public override ActivationRecomputation Recomputation { get; } = new();

    /// <inheritdoc/>
    public bool FillsMasks => Config.Head == EncoderHead.MaskedLanguageModel;

    int IGatedNetwork.LayerCount => Config.LayerCount;

    internal ModuleList<FlashQuadLayer> Layers => _encoder.Layers;

    /// <summary>Hidden states of a batch of sequences.</summary>
    /// <param name="ids">Token ids, shape [batch, length], int64; no row is longer than <see cref="MaximumLength"/>.</param>
    /// <param name="segments">Segment ids, shape [batch, length], int64.</param>
    /// <param name="allowed">True where a key is seen, shape [batch, length or 1, length], query by key.</param>
    /// <param name="positions">Position of each token, shape [batch or 1, length], int64; null for 0, 1, 2, …</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public Tensor Encode(Tensor ids, Tensor segments, Tensor allowed, Tensor? positions = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(allowed);
        positions ??= PositionAngles.Range(ids.shape[1], ids.device);
        return _encoder.forward(ids, segments, new GatedView(positions, positions, VisibleKeys.FromAllowed(allowed)));
    }

    /// <summary>Scores of all tokens of the vocabulary.</summary>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    /// <exception cref="InvalidOperationException">The head scores no tokens.</exception>
    public Tensor TokenLogits(Tensor hidden) =>
        _heads?.forward(hidden, _encoder.Embeddings.TokenWeight) ?? throw HeadLacks("tokens of the vocabulary");

    /// <inheritdoc/>
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

    /// <summary>Begins to write from left to right. Segments of the sources are not looked at: causal samples have none.</summary>
    /// <param name="sources">What is continued.</param>
    /// <param name="options">Ids that the session needs of the vocabulary.</param>
    /// <returns>A session over the model; the model must be in evaluation mode and live as long as the session.</returns>
    /// <exception cref="ArgumentException">There is no source, or one is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The model is in training mode or has another head than one for tokens.</exception>
    public IDecoderSession Start(IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _heads is null ? throw HeadLacks("tokens of the vocabulary") : new GatedDecoderSession(this, this, sources, options);
    }

    /// <inheritdoc/>
    public override bool IsRedundantWeight(string name) => FlashQuadWeights.IsDerived(name);

    Tensor IGatedNetwork.Embed(Tensor ids, Tensor positions) => _encoder.Embeddings.forward(ids, zeros_like(ids), positions);

    RotaryPositions IGatedNetwork.Rotary(Tensor positions) => _encoder.Rotary(positions);

    GatedStates IGatedNetwork.Project(int layer, Tensor hidden, RotaryPositions positions) => Layers[layer].Project(hidden, positions);

    Tensor IGatedNetwork.Finish(int layer, Tensor hidden, GatedStates states, Tensor keys, Tensor values, GatedView view) =>
        Layers[layer].Finish(hidden, states, keys, values, view);

    private Tensor Encode(PaddedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Length > MaximumLength)
        {
            throw new ArgumentException($"FlashQuadModel has positions for {MaximumLength} tokens, but the batch has rows of {batch.Length}.", nameof(batch));
        }

        AttentionCheck.Require(batch, nameof(FlashQuadModel), AttentionKind.LeftToRight, AttentionKind.Bidirectional);
        Device device = Device;
        long[] shape = [batch.Rows, batch.Length];
        Tensor positions = batch.PositionIds is { } places ? BatchTensors.Indexes(places, shape, device) : PositionAngles.Range(batch.Length, device);
        return _encoder.forward(
            BatchTensors.Indexes(batch.Ids, shape, device),
            BatchTensors.Indexes(batch.Segments, shape, device),
            new GatedView(positions, positions, VisibleKeys.Of(batch, device)));
    }

    private Tensor ClassLogits(Tensor hidden) =>
        _classifier!.forward(Dropouts.Apply(hidden.select(1, 0), Config.ClassifierDropout, training)).to(ScalarType.Float32); // [rows, classes]

    private Tensor AnswerScores(Tensor hidden, PaddedBatch batch) =>
        BatchHeads.WithoutPadding(_answer?.forward(hidden).to(ScalarType.Float32) ?? throw HeadLacks("places of an answer"), batch);

    private InvalidOperationException HeadLacks(string what) => new($"FlashQuadModel has the head {Config.Head}, which does not score {what}.");
}
