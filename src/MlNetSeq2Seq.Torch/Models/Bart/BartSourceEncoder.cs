using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>
/// A new encoder before BART's, with a vocabulary of its own: it learns to write a foreign language in what BART takes for token
/// embeddings. Source: Lewis et al., arXiv 1910.13461, section 3.4.
/// </summary>
internal sealed class BartSourceEncoder : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "embed_tokens")]
    private readonly Embedding _tokens;

    [ComponentName(Name = "encoder")]
    private readonly BartEncoder _encoder;

    public BartSourceEncoder(BartConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(BartSourceEncoder))
    {
        _tokens = EmbeddingTables.Normal(config.SourceVocabularySize, config.HiddenSize, config.InitializerRange);

        // It is trained as a whole, so that adapters would be of no use.
        _encoder = new BartEncoder(config with { EncoderLayerCount = config.SourceEncoderLayerCount, AdapterSize = 0 }, precision, recomputation);
        RegisterComponents();
    }

    /// <summary>Whether a parameter belongs to such an encoder, which published files of BART lack.</summary>
    public static bool Owns(string parameter) => parameter.StartsWith("model.source_encoder.", StringComparison.Ordinal);

    /// <inheritdoc/>
    /// <param name="ids">Ids of the source vocabulary, shape [batch, length], int64.</param>
    /// <param name="mask">What is added to scores, shape [batch, 1, 1, length]; null where nothing is padding.</param>
    /// <returns>What BART's encoder takes for token embeddings, shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor? mask)
    {
        // The id of padding is one of BART's vocabulary; this one may have no such row, and nobody sees what stands there.
        Tensor known = mask is null ? ids : ids.mul(mask.eq(0).flatten(1));
        return _encoder.forward(_tokens.forward(known), mask);
    }
}
