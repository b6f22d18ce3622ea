using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>
/// A recurrent language model: embeddings, layers of long short-term memory, an output layer. It learns <see cref="CausalSample"/>s and writes with a
/// state of constant size. Source: Zaremba et al., arXiv 1409.2329.
/// </summary>
[Architecture("lstm")]
public sealed class LstmModel : Seq2SeqModel, IGenerativeModel
{
    private const double NormEpsilon = 1e-5;

    [ComponentName(Name = "embedding")]
    private readonly Embedding _embedding;

    [ComponentName(Name = "lstm")]
    private readonly LSTM _lstm;

    [ComponentName(Name = "adapter")]
    private readonly Adapter? _adapter;

    [ComponentName(Name = "proj")]
    private readonly Projection? _output;

    /// <summary>Makes a model with random weights, drawn from libtorch's generator.</summary>
    /// <param name="config">The sizes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public LstmModel(LstmConfig config)
        : base(nameof(LstmModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        _embedding = EmbeddingTables.Normal(config.VocabularySize, config.EmbeddingSize, config.InitializerRange);
        double between = config.LayerCount > 1 ? config.Dropout : 0;
        _lstm = LSTM(config.EmbeddingSize, config.HiddenSize, config.LayerCount, batchFirst: true, dropout: between);
        _adapter = Adapter.Of(config.HiddenSize, config.AdapterSize, config.InitializerRange, NormEpsilon, Precision);
        _output = config.IsTied ? null : new Projection(config.HiddenSize, config.VocabularySize, hasBias: true, config.InitializerRange, Precision);
        RegisterComponents();
        KeepParameters();
    }

    /// <summary>The sizes.</summary>
    public LstmConfig Config { get; }

    /// <inheritdoc/>
    public override int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public override int MaximumLength => Config.MaximumLength;

    /// <inheritdoc/>
    public override object Configuration => Config;

    /// <summary>Reads a batch of sequences of one length.</summary>
    /// <param name="ids">Token ids, shape [batch, length], int64.</param>
    /// <param name="state">Hidden and cell state before the first token, each of shape [layers, batch, hiddenSize]; null for 0.</param>
    /// <returns>
    /// The outputs of the last layer, shape [batch, length, hiddenSize], and hidden and cell state after the last token, each of shape
    /// [layers, batch, hiddenSize].
    /// </returns>
    public (Tensor Output, Tensor Hidden, Tensor Cell) Read(Tensor ids, (Tensor Hidden, Tensor Cell)? state = null)
    {
        (Tensor output, Tensor hidden, Tensor cell) = _lstm.call(Embed(ids), state);
        return (Dropouts.Apply(Adapt(output), Config.Dropout, training), hidden, cell);
    }

    /// <summary>Scores of all tokens of the vocabulary.</summary>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    public Tensor TokenLogits(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        Tensor scores = _output is null
            ? functional.linear(Precision.Cast(hidden), Precision.Cast(_embedding.weight!))
            : _output.forward(hidden);
        return scores.to(ScalarType.Float32);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row is longer than the model allows, or is not read from left to right as one document.</exception>
    public override BatchLogits Logits(PaddedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Length > MaximumLength)
        {
            throw new ArgumentException($"LstmModel was made for {MaximumLength} tokens, but the batch has rows of {batch.Length}.", nameof(batch));
        }

        if (batch.DocumentIds is not null || batch.Attention.Any(shape => shape.Kind != AttentionKind.LeftToRight))
        {
            throw new ArgumentException("LstmModel reads each row from left to right as one document; causal samples without packing are wanted.", nameof(batch));
        }

        // Padding stands behind the tokens, where nothing before it can see it.
        (Tensor output, _, _) = Read(BatchTensors.Indexes(batch.Ids, [batch.Rows, batch.Length], Device));
        return new BatchLogits(TokenLogits(BatchHeads.Labelled(output, batch)));
    }

    /// <inheritdoc/>
    public IDecoderSession Start(IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new LstmDecoderSession(this, sources, options);
    }

    /// <inheritdoc/>
    public override bool IsRedundantWeight(string name) => Config.IsTied && LstmWeights.IsTiedCopy(name);

    /// <summary>Reads sequences of unequal length.</summary>
    /// <param name="ids">Shape [batch, length], int64.</param>
    /// <param name="lengths">Tokens of each row.</param>
    internal (Tensor Output, Tensor Hidden, Tensor Cell) Read(Tensor ids, int[] lengths)
    {
        (Tensor output, Tensor hidden, Tensor cell) = PackedLstm.Run(_lstm, Embed(ids), lengths);
        return (Adapt(output), hidden, cell);
    }

    private Tensor Adapt(Tensor output) => _adapter is null ? output : _adapter.forward(output);

    private Tensor Embed(Tensor ids) => Dropouts.Apply(_embedding.forward(ids), Config.Dropout, training);
}
