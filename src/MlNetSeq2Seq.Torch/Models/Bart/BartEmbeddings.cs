using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>What encoder and decoder do with token embeddings: positions are added, and the sum is normalised.</summary>
internal static class BartEmbeddings
{
    /// <summary>Rows of the table of positions before position 0; the first code of BART kept them for padding.</summary>
    public const int Offset = 2;

    /// <summary>A table of positions.</summary>
    public static Embedding Positions(BartConfig config) =>
        EmbeddingTables.Normal(config.MaximumLength + Offset, config.HiddenSize, config.InitializerRange);

    /// <summary>The normalised sum of token and position embeddings.</summary>
    /// <param name="tokens">Token embeddings, shape [batch, length, hiddenSize].</param>
    /// <param name="start">The position of the first token.</param>
    /// <param name="table">The table of positions.</param>
    /// <param name="norm">The LayerNorm.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public static Tensor Sum(Tensor tokens, int start, Embedding table, LayerNorm norm)
    {
        long first = start + Offset;
        Tensor positions = arange(first, first + tokens.shape[1], dtype: ScalarType.Int64, device: tokens.device); // [length]
        return norm.forward(tokens.add(table.forward(positions)));
    }
}
