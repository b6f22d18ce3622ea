using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>How Hugging Face's T5 stores its weights.</summary>
public static class T5Weights
{
    private const string Tokens = "shared.weight";
    private const string Output = "lm_head.weight";

    private static readonly Dictionary<string, string> s_copies = new(StringComparer.Ordinal)
    {
        ["encoder.embed_tokens.weight"] = Tokens,
        ["decoder.embed_tokens.weight"] = Tokens,
    };

    /// <summary>The model's own names, and the token embeddings under every name that shares them.</summary>
    /// <param name="config">The sizes: they say whether the output layer is one of those.</param>
    public static WeightNames HuggingFace(T5Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new WeightNames
        {
            Tied = config.TiesEmbeddings ? new Dictionary<string, string>(s_copies) { [Output] = Tokens } : s_copies,
            IsLeftAside = IsUnusedBias,
            IsOptional = Adapter.Owns,
        };
    }

    /// <summary>Whether a tensor of such a file holds nothing that a model needs.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="config">The sizes of the model.</param>
    public static bool IsDerived(string name, T5Config config)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(config);
        return s_copies.ContainsKey(name) || (name == Output && config.TiesEmbeddings) || IsUnusedBias(name);
    }

    // Published files have a bias for distances between target and source, which the network never added.
    private static bool IsUnusedBias(string name) => name == "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight";
}
