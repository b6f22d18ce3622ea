using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>How Hugging Face's BART stores its weights.</summary>
public static class BartWeights
{
    private const string Tokens = "model.shared.weight";

    /// <summary>The model's own names, and the token embeddings under every name that shares them.</summary>
    public static WeightNames HuggingFace { get; } = new()
    {
        BodyPrefix = "model.",
        Tied = new Dictionary<string, string>
        {
            ["model.encoder.embed_tokens.weight"] = Tokens,
            ["model.decoder.embed_tokens.weight"] = Tokens,
            ["lm_head.weight"] = Tokens,
        },

        // Zeros, which files of the body alone leave away.
        IsImplied = name => name == "final_logits_bias",
        IsOptional = static name => Adapter.Owns(name) || BartSourceEncoder.Owns(name),
    };

    /// <summary>Whether a tensor of such a file is a copy of the token embeddings, which the model has once.</summary>
    /// <param name="name">The tensor's name.</param>
    public static bool IsDerived(string name) => HuggingFace.Tied.ContainsKey(name);
}
