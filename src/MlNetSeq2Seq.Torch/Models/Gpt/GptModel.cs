using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Weights;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Gpt;

/// <summary>
/// A GPT: GPT-2's decoder with its output layer tied to the token embeddings, which is nanoGPT's and MiniGLM's network too. Names of
/// weights as there, matrices [out, in] as in nanoGPT; <see cref="GptWeights"/> reads the layouts of others. Source: Radford et al.,
/// Language Models are Unsupervised Multitask Learners (2019).
/// </summary>
[Architecture("gpt")]
public sealed class GptModel : Seq2SeqModel, IGenerativeModel
{
    [ComponentName(Name = "transformer")]
    private readonly GptNetwork _network;

    /// <summary>Makes a model with random weights, drawn from libtorch's generator.</summary>
    /// <param name="config">The sizes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public GptModel(GptConfig config)
        : base(nameof(GptModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        _network = new GptNetwork(config, Precision, Recomputation);
        RegisterComponents();
        KeepParameters();
    }

    /// <summary>The sizes.</summary>
    public GptConfig Config { get; }

    /// <inheritdoc/>
    public override int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public override int MaximumLength => Config.MaximumLength;

    /// <inheritdoc/>
    public override object Configuration => Config;

    /// <inheritdoc/>
    public override ActivationRecomputation Recomputation { get; } = new();

    internal GptNetwork Network => _network;

    /// <summary>Hidden states of a batch of sequences, after the last LayerNorm.</summary>
    /// <param name="ids">Token ids, shape [batch, length], int64.</param>
    /// <param name="positions">Position of each token, shape [batch or 1, length], int64; null for 0, 1, 2, …</param>
    /// <param name="mask">What is added to attention scores, shape [batch or 1, 1, length, length], float32; null for causal attention.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public Tensor Encode(Tensor ids, Tensor? positions = null, Tensor? mask = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        long length = ids.shape[1];
        return _network.forward(
            ids,
            positions ?? arange(length, dtype: ScalarType.Int64, device: ids.device).unsqueeze(0), // [1, length]
            mask ?? AttentionMasks.Causal(length, ids.device));
    }

    /// <summary>Scores of all tokens of the vocabulary.</summary>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    public Tensor Logits(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        return Projection.Apply(hidden, _network.TokenWeight, bias: null, Precision);
    }

    /// <inheritdoc/>
    public override BatchLogits Logits(PaddedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Length > MaximumLength)
        {
            throw new ArgumentException($"GptModel has positions for {MaximumLength} tokens, but the batch has rows of {batch.Length}.", nameof(batch));
        }

        AttentionCheck.Require(batch, nameof(GptModel), AttentionKind.LeftToRight);
        Device device = Device;
        long[] shape = [batch.Rows, batch.Length];

        // Where a row is one document, one triangle serves all rows: padding stands behind the tokens, where nobody sees it.
        Tensor hidden = Encode(
            BatchTensors.Indexes(batch.Ids, shape, device),
            batch.PositionIds is { } positions ? BatchTensors.Indexes(positions, shape, device) : null,
            batch.DocumentIds is null ? null : AttentionMasks.Additive(batch, AttentionMasks.Hidden, device)); // [rows, length, hiddenSize]
        return new BatchLogits(Logits(BatchHeads.Labelled(hidden, batch)));
    }

    /// <inheritdoc/>
    public IDecoderSession Start(IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options) => new GptDecoderSession(this, sources, options);

    /// <summary>A model with the same weights for shorter sequences: its table of positions ends earlier.</summary>
    /// <param name="maximumLength">The longest sequence, in tokens; at least 1 and at most <see cref="MaximumLength"/>.</param>
    /// <returns>A new model, on the CPU.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    public GptModel Crop(int maximumLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumLength, MaximumLength);
        var cropped = new GptModel(Config with { MaximumLength = maximumLength });
        using var scope = NewDisposeScope();
        Dictionary<string, Parameter> own = StateDict.Parameters(this);
        using IDisposable noGradient = no_grad();
        foreach ((string name, Parameter parameter) in StateDict.Parameters(cropped))
        {
            // Only the table of positions has fewer rows than its origin.
            parameter.copy_(own[name].narrow(0, 0, parameter.shape[0]));
        }

        return cropped;
    }

    /// <inheritdoc/>
    public override bool IsRedundantWeight(string name) => GptWeights.IsDerived(name);
}
