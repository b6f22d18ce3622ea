using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>What is known of the weights files that the code of FLASHQuad writes.</summary>
public static class FlashQuadWeights
{
    private static readonly Dictionary<string, string> s_tied = new(StringComparer.Ordinal)
    {
        ["cls.predictions.decoder.weight"] = "flash_quad.embeddings.word_embeddings.weight",
        ["cls.predictions.decoder.bias"] = "cls.predictions.bias",
    };

    // Tables that follow from the config.
    private static readonly HashSet<string> s_tables = new(StringComparer.Ordinal)
    {
        "flash_quad.embeddings.scaledsin_embeddings", "flash_quad.embeddings.position_ids",
    };

    /// <summary>The names of JunnYu/FLASHQuad_pytorch.</summary>
    public static WeightNames Names { get; } = new() { BodyPrefix = "flash_quad.", Tied = s_tied, IsLeftAside = s_tables.Contains };

    /// <summary>Whether a tensor of such a file follows from the others.</summary>
    /// <param name="name">The tensor's name.</param>
    public static bool IsDerived(string name) => s_tied.ContainsKey(name) || s_tables.Contains(name);
}
