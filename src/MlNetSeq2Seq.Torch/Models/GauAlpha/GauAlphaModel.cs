using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models.Gated;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>
/// GAU-alpha: layers of gated attention units with rotary positions and a post-norm without parameters. A batch's attention decides whether
/// it is a bidirectional encoder or, with <see cref="CausalSample"/>s, a language model that writes from left to right. Its parameters have the
/// names of JunnYu/GAU-alpha-pytorch; <see cref="GauAlphaWeights"/> knows the others. Source: ZhuiyiTechnology, GAU-alpha.
/// </summary>
[Architecture("gau-alpha")]
public sealed class GauAlphaModel : Seq2SeqModel, IGenerativeModel, IMaskedLanguageModel, IReadingModel, IGatedNetwork
{
    [ComponentName(Name = "gau_alpha")]
    private readonly GauEncoder _gau;

    [ComponentName(Name = "classifier")]
    private readonly Projection? _classifier;

    [ComponentName(Name = "qa_outputs")]
    private readonly Projection? _answer;

    /// <summary>Makes a model with random weights, drawn from libtorch's generator.</summary>
    /// <param name="config">The sizes and the head.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public GauAlphaModel(GauAlphaConfig config)
        : base(nameof(GauAlphaModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        _gau = new GauEncoder(config, Precision, Recomputation);
        _classifier = config.Head == EncoderHead.Classification
            ? new Projection(config.HiddenSize, config.ClassCount, hasBias: true, config.InitializerRange, Precision)
            : null;
        _answer = config.Head == EncoderHead.Reading
            ? new Projection(config.HiddenSize, 2, hasBias: true, config.InitializerRange, Precision)
            : null;
        RegisterComponents();
        KeepParameters();
    }

    /// <summary>The sizes and the head.</summary>
    public GauAlphaConfig Config { get; }

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

    /// <summary>Hidden states of a batch of sequences.</summary>
    /// <param name="ids">Token ids, shape [batch, length], int64.</param>
    /// <param name="segments">Segment ids, shape [batch, length], int64.</param>
    /// <param name="allowed">True where a key is seen, shape [batch, length or 1, length], query by key.</param>
    /// <param name="positions">Position of each token, shape [batch or 1, length], int64; null for 0, 1, 2, …</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public Tensor Encode(Tensor ids, Tensor segments, Tensor allowed, Tensor? positions = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(allowed);
        return _gau.forward(ids, segments, positions ?? PositionAngles.Range(ids.shape[1], ids.device), VisibleKeys.FromAllowed(allowed));
    }

    /// <summary>Scores of all tokens of the vocabulary: products with the token embeddings, without a bias.</summary>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    public Tensor TokenLogits(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        return F.linear(Precision.Cast(hidden), Precision.Cast(_gau.Embeddings.TokenWeight)).to(ScalarType.Float32);
    }

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
        return Config.Head == EncoderHead.MaskedLanguageModel ? new GatedDecoderSession(this, this, sources, options) : throw HeadLacks("tokens of the vocabulary");
    }

    /// <inheritdoc/>
    public override bool IsRedundantWeight(string name) => GauAlphaWeights.IsDerived(name);

    Tensor IGatedNetwork.Embed(Tensor ids, Tensor positions) => _gau.Embeddings.forward(ids, zeros_like(ids));

    RotaryPositions IGatedNetwork.Rotary(Tensor positions) => _gau.Rotary(positions);

    GatedStates IGatedNetwork.Project(int layer, Tensor hidden, RotaryPositions positions) => _gau.Layers[layer].Unit.Project(hidden, positions);

    Tensor IGatedNetwork.Finish(int layer, Tensor hidden, GatedStates states, Tensor keys, Tensor values, GatedView view)
    {
        GauLayer chosen = _gau.Layers[layer];
        return chosen.Finish(hidden, chosen.Unit.Attend(states, keys, values, view.Visible));
    }

    private Tensor Encode(PaddedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Length > MaximumLength)
        {
            throw new ArgumentException($"GauAlphaModel was made for {MaximumLength} tokens, but the batch has rows of {batch.Length}.", nameof(batch));
        }

        AttentionCheck.Require(batch, nameof(GauAlphaModel), AttentionKind.LeftToRight, AttentionKind.Bidirectional);
        Device device = Device;
        long[] shape = [batch.Rows, batch.Length];
        return _gau.forward(
            BatchTensors.Indexes(batch.Ids, shape, device),
            BatchTensors.Indexes(batch.Segments, shape, device),
            batch.PositionIds is { } places ? BatchTensors.Indexes(places, shape, device) : PositionAngles.Range(batch.Length, device),
            VisibleKeys.Of(batch, device));
    }

    private Tensor ClassLogits(Tensor hidden) =>
        _classifier!.forward(Dropouts.Apply(hidden.select(1, 0), Config.ClassifierDropout, training)).to(ScalarType.Float32); // [rows, classes]

    private Tensor AnswerScores(Tensor hidden, PaddedBatch batch) =>
        BatchHeads.WithoutPadding(_answer?.forward(hidden).to(ScalarType.Float32) ?? throw HeadLacks("places of an answer"), batch);

    private InvalidOperationException HeadLacks(string what) => new($"GauAlphaModel has the head {Config.Head}, which does not score {what}.");
}
