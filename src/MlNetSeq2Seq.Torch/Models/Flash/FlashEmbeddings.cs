using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>The sum of token embeddings and of sinusoidal positions times a trained number; there are no segments.</summary>
internal sealed class FlashEmbeddings : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "word_embeddings")]
    private readonly Embedding _tokens;

    [ComponentName(Name = "scale")]
    private readonly Parameter _positionScale;

    private readonly int _hiddenSize;

    public FlashEmbeddings(FlashConfig config)
        : base(nameof(FlashEmbeddings))
    {
        _hiddenSize = config.HiddenSize;
        _tokens = EmbeddingTables.Normal(config.VocabularySize, config.HiddenSize, config.InitializerRange);
        _positionScale = new Parameter(ones(1));
        RegisterComponents();
    }

    /// <summary>The token embeddings, shape [vocabulary, hiddenSize]; the output layer shares them.</summary>
    public Parameter TokenWeight => _tokens.weight!;

    /// <inheritdoc/>
    /// <param name="ids">Shape [rows, length].</param>
    /// <param name="positions">Shape [rows or 1, length].</param>
    /// <returns>Shape [rows, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor positions) =>
        _tokens.forward(ids).add(PositionAngles.Sinusoids(positions, _hiddenSize).mul(_positionScale));
}
