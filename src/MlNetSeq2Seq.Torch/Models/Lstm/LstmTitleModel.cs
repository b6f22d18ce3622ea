using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>
/// A recurrent encoder-decoder that writes titles: a bidirectional encoder, a decoder whose norms the source modulates, attention over the source, and
/// a prior for tokens of the source. It learns <see cref="Seq2SeqSample"/>s. Source: Su Jianlin, kexue.fm 5861.
/// </summary>
[Architecture("lstm-title")]
public sealed class LstmTitleModel : Seq2SeqModel, IGenerativeModel
{
    [ComponentName(Name = "embedding")]
    private readonly Embedding _embedding;

    [ComponentName(Name = "encoder")]
    private readonly TitleEncoder _encoder;

    [ComponentName(Name = "decoder")]
    private readonly TitleDecoder _decoder;

    [ComponentName(Name = "attention")]
    private readonly TitleAttention _attention;

    [ComponentName(Name = "output")]
    private readonly TitleOutput _output;

    [ComponentName(Name = "prior")]
    private readonly SourcePrior? _prior;

    /// <summary>Makes a model with random weights, drawn from libtorch's generator.</summary>
    /// <param name="config">The sizes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public LstmTitleModel(LstmTitleConfig config)
        : base(nameof(LstmTitleModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        _embedding = EmbeddingTables.Normal(config.VocabularySize, config.HiddenSize, config.InitializerRange);
        _encoder = new TitleEncoder(config, Precision);
        _decoder = new TitleDecoder(config, Precision);
        _attention = new TitleAttention(config, Precision);
        _output = new TitleOutput(config, Precision);
        _prior = config.HasSourcePrior ? new SourcePrior(config.VocabularySize) : null;
        RegisterComponents();
        KeepParameters();
    }

    /// <summary>The sizes.</summary>
    public LstmTitleConfig Config { get; }

    /// <inheritdoc/>
    public override int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public override int MaximumLength => Config.MaximumLength;

    /// <inheritdoc/>
    public override object Configuration => Config;

    /// <inheritdoc/>
    public bool SharesPositions => false;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The batch has no decoder ids, or a row is longer than the model allows.</exception>
    public override BatchLogits Logits(PaddedBatch batch)
    {
        (Tensor ids, _, Tensor decoderIds) = EncoderDecoderBatch.Read(this, batch);
        TitleSource source = Read(ids, [.. batch.Attention.Select(row => row.Length)]);
        Tensor scores = _output.forward(BatchHeads.Labelled(Decode(decoderIds, source, state: null).Hidden, batch)); // [labels, vocabulary]
        if (source.Prior is not { } prior)
        {
            return new BatchLogits(scores);
        }

        int[] rows = [.. batch.LabelPositions.Select(position => position / batch.DecoderLength)];
        return new BatchLogits(SourcePrior.Join(scores, prior.index_select(0, BatchTensors.Indexes(rows, [rows.Length], Device))));
    }

    /// <inheritdoc/>
    public IDecoderSession Start(IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new LstmTitleSession(this, sources, options);
    }

    /// <summary>Encodes sources.</summary>
    /// <param name="ids">Shape [rows, length], int64.</param>
    /// <param name="lengths">Tokens of each row, at least 1.</param>
    internal TitleSource Read(Tensor ids, int[] lengths)
    {
        Tensor real = RowLengths.Mask(lengths, (int)ids.shape[1], ids.device); // [rows, length]
        Tensor mask = real.logical_not().to(ScalarType.Float32).mul(AttentionMasks.Hidden); // [rows, length]
        Tensor encoded = _encoder.forward(Embed(ids), lengths); // [rows, length, hiddenSize]
        (Tensor keys, Tensor values) = _attention.Project(encoded);
        return new TitleSource(encoded.add(mask.unsqueeze(-1)).amax(1), keys, values, mask.unsqueeze(1).unsqueeze(1), _prior?.forward(ids, real));
    }

    /// <summary>The decoder's state at each token beside what it gathered of the source.</summary>
    /// <param name="ids">Shape [rows, length], int64.</param>
    /// <param name="source">What the decoder sees of the sources.</param>
    /// <param name="state">Before the first token; null for 0.</param>
    /// <returns>Shape [rows, length, 2 * hiddenSize], and the state after the last token.</returns>
    internal (Tensor Hidden, TitleState State) Decode(Tensor ids, TitleSource source, TitleState? state)
    {
        (Tensor hidden, TitleState after) = _decoder.forward(Embed(ids), source.Summary, state);
        return (cat([hidden, _attention.forward(hidden, source).to(ScalarType.Float32)], -1), after);
    }

    /// <summary>Scores of all tokens of the vocabulary.</summary>
    /// <param name="hidden">What <see cref="Decode"/> gave, shape [rows, length, 2 * hiddenSize].</param>
    /// <param name="source">What the decoder sees of the sources.</param>
    /// <returns>Shape [rows, length, vocabulary], float32.</returns>
    internal Tensor TokenLogits(Tensor hidden, TitleSource source)
    {
        Tensor scores = _output.forward(hidden);
        return source.Prior is { } prior ? SourcePrior.Join(scores, prior.unsqueeze(1)) : scores;
    }

    private Tensor Embed(Tensor ids) => Dropouts.Apply(_embedding.forward(ids), Config.Dropout, training);
}
