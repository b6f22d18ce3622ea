using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.Gpt;

/// <summary>
/// The sizes of a GPT under the names of nanoGPT and MiniGLM (their <c>model_config.json</c>, the <c>model_args</c> of their
/// checkpoints). Their networks have exact GELUs and one rate of dropout.
/// </summary>
public sealed record NanoGptConfig
{
    /// <summary>The number of tokens in the vocabulary.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabularySize { get; init; }

    /// <summary>The longest sequence, in tokens.</summary>
    [JsonPropertyName("block_size")]
    public int BlockSize { get; init; } = 1024;

    /// <summary>The number of Transformer layers.</summary>
    [JsonPropertyName("n_layer")]
    public int LayerCount { get; init; } = 12;

    /// <summary>The number of attention heads.</summary>
    [JsonPropertyName("n_head")]
    public int HeadCount { get; init; } = 12;

    /// <summary>The width of the hidden states.</summary>
    [JsonPropertyName("n_embd")]
    public int HiddenSize { get; init; } = 768;

    /// <summary>The share of values dropped in training, in [0, 1).</summary>
    [JsonPropertyName("dropout")]
    public double Dropout { get; init; }

    /// <summary>Whether linear layers and LayerNorms have a bias.</summary>
    [JsonPropertyName("bias")]
    public bool HasBias { get; init; } = true;

    /// <summary>The same sizes as a <see cref="GptConfig"/>.</summary>
    public GptConfig ToGptConfig() => new()
    {
        VocabularySize = VocabularySize,
        MaximumLength = BlockSize,
        HiddenSize = HiddenSize,
        LayerCount = LayerCount,
        HeadCount = HeadCount,
        Activation = "gelu",
        HasBias = HasBias,
        EmbeddingDropout = Dropout,
        AttentionDropout = Dropout,
        ResidualDropout = Dropout,
    };
}
