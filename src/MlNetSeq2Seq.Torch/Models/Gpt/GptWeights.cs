using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.Gpt;

/// <summary>How other programs store the weights of a GPT. All have the same names.</summary>
public static class GptWeights
{
    /// <summary>nanoGPT and MiniGLM: matrices [out, in], as the model has them.</summary>
    public static WeightNames NanoGpt { get; } = new()
    {
        BodyPrefix = "transformer.",
        Tied = new Dictionary<string, string> { ["lm_head.weight"] = "transformer.wte.weight" },
        IsLeftAside = IsTable,
        IsOptional = Adapter.Owns,
    };

    /// <summary>Hugging Face's GPT-2: matrices [in, out].</summary>
    public static WeightNames HuggingFace { get; } = NanoGpt with
    {
        IsTransposed = name => name.EndsWith("c_attn.weight", StringComparison.Ordinal)
            || name.EndsWith("c_proj.weight", StringComparison.Ordinal)
            || name.EndsWith("c_fc.weight", StringComparison.Ordinal),
    };

    /// <summary>Whether a tensor is a copy of the tied output layer or a table, which the model needs not.</summary>
    /// <param name="name">The tensor's name.</param>
    public static bool IsDerived(string name) => name == "lm_head.weight" || IsTable(name);

    // Who may look at whom, which older versions stored with the weights.
    private static bool IsTable(string name) =>
        name.EndsWith(".attn.bias", StringComparison.Ordinal) || name.EndsWith(".attn.masked_bias", StringComparison.Ordinal);
}
