using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>The normalised sum of token and segment embeddings and of sinusoidal positions times a trained number.</summary>
internal sealed class FlashQuadEmbeddings : Module<Tensor, Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "scaledsin_scalar")]
    private readonly Parameter _positionScale;

    [ComponentName(Name = "word_embeddings")]
    private readonly Embedding _tokens;

    [ComponentName(Name = "token_type_embeddings")]
    private readonly Embedding _segments;

    [ComponentName(Name = "LayerNorm")]
    private readonly Module<Tensor, Tensor> _norm;

    private readonly int _hiddenSize;
    private readonly double _dropout;

    public FlashQuadEmbeddings(FlashQuadConfig config)
        : base(nameof(FlashQuadEmbeddings))
    {
        (_hiddenSize, _dropout) = (config.HiddenSize, config.Dropout);
        _positionScale = new Parameter(full([1], 1 / Math.Sqrt(config.HiddenSize)));
        _tokens = EmbeddingTables.Normal(config.VocabularySize, config.HiddenSize, config.InitializerRange);
        _segments = EmbeddingTables.Normal(config.SegmentCount, config.HiddenSize, config.InitializerRange);
        _norm = FlashQuadScaleNorm.Of(config);
        RegisterComponents();
    }

    /// <summary>The token embeddings, shape [vocabulary, hiddenSize]; the output layer shares them.</summary>
    public Parameter TokenWeight => _tokens.weight!;

    /// <inheritdoc/>
    /// <param name="ids">Shape [rows, length].</param>
    /// <param name="segments">Shape [rows, length].</param>
    /// <param name="positions">Shape [rows or 1, length].</param>
    /// <returns>Shape [rows, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor segments, Tensor positions)
    {
        Tensor places = PositionAngles.Sinusoids(positions, _hiddenSize).mul(_positionScale); // [rows or 1, length, hiddenSize]
        return Dropouts.Apply(_norm.forward(_tokens.forward(ids).add(_segments.forward(segments)).add(places)), _dropout, training);
    }
}
