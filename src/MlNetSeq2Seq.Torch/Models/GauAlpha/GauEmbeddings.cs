using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>The normalised sum of token and segment embeddings; positions enter in the layers.</summary>
internal sealed class GauEmbeddings : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "word_embeddings")]
    private readonly Embedding _tokens;

    [ComponentName(Name = "token_type_embeddings")]
    private readonly Embedding _segments;

    private readonly double _dropout;
    private readonly double _epsilon;

    public GauEmbeddings(GauAlphaConfig config)
        : base(nameof(GauEmbeddings))
    {
        (_dropout, _epsilon) = (config.HiddenDropout, config.NormEpsilon);
        _tokens = EmbeddingTables.Normal(config.VocabularySize, config.HiddenSize, config.InitializerRange);
        _segments = EmbeddingTables.Normal(config.SegmentCount, config.HiddenSize, config.InitializerRange);
        RegisterComponents();
    }

    /// <summary>The token embeddings, shape [vocabulary, hiddenSize]; the output layer shares them.</summary>
    public Parameter TokenWeight => _tokens.weight!;

    /// <inheritdoc/>
    /// <param name="ids">Shape [rows, length].</param>
    /// <param name="segments">Shape [rows, length].</param>
    /// <returns>Shape [rows, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor segments)
    {
        Tensor hidden = GauNorm.Apply(_tokens.forward(ids).add(_segments.forward(segments)), _epsilon);
        return Dropouts.Apply(hidden, _dropout, training);
    }
}
