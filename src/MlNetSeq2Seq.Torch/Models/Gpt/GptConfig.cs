using System.Text.Json.Serialization;
using MlNetSeq2Seq.Modules;

namespace MlNetSeq2Seq.Models.Gpt;

/// <summary>
/// The sizes of a GPT. The JSON names are those of Hugging Face's GPT-2 <c>config.json</c>, so one of those can be read as it is;
/// <see cref="NanoGptConfig"/> reads nanoGPT's. Source: Radford et al., Language Models are Unsupervised Multitask Learners (2019),
/// section 2.3; the defaults are those of its smallest model.
/// </summary>
public sealed record GptConfig
{
    /// <summary>The number of tokens in the vocabulary.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabularySize { get; init; }

    /// <summary>The longest sequence, in tokens: the context length.</summary>
    [JsonPropertyName("n_positions")]
    public int MaximumLength { get; init; } = 1024;

    /// <summary>The width of the hidden states; a multiple of <see cref="HeadCount"/>.</summary>
    [JsonPropertyName("n_embd")]
    public int HiddenSize { get; init; } = 768;

    /// <summary>The number of Transformer layers.</summary>
    [JsonPropertyName("n_layer")]
    public int LayerCount { get; init; } = 12;

    /// <summary>The number of attention heads.</summary>
    [JsonPropertyName("n_head")]
    public int HeadCount { get; init; } = 12;

    /// <summary>The width of the feed-forward layers; null for four times <see cref="HiddenSize"/>.</summary>
    [JsonPropertyName("n_inner")]
    public int? IntermediateSize { get; init; }

    /// <summary>The activation of the feed-forward layers: gelu (exact), gelu_new (its tanh form), relu or silu.</summary>
    [JsonPropertyName("activation_function")]
    public string Activation { get; init; } = "gelu_new";

    /// <summary>Whether linear layers and LayerNorms have a bias.</summary>
    [JsonPropertyName("bias")]
    public bool HasBias { get; init; } = true;

    /// <summary>What is added to a variance before its root is taken.</summary>
    [JsonPropertyName("layer_norm_epsilon")]
    public double LayerNormEpsilon { get; init; } = 1e-5;

    /// <summary>The share of embeddings dropped in training, in [0, 1).</summary>
    [JsonPropertyName("embd_pdrop")]
    public double EmbeddingDropout { get; init; } = 0.1;

    /// <summary>The share of attention weights dropped in training, in [0, 1).</summary>
    [JsonPropertyName("attn_pdrop")]
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>The share of what a sub-layer adds dropped in training, in [0, 1).</summary>
    [JsonPropertyName("resid_pdrop")]
    public double ResidualDropout { get; init; } = 0.1;

    /// <summary>The width of the adapters behind the feed-forward blocks, which are trained in place of the whole network; 0 for none.</summary>
    [JsonPropertyName("adapter_size")]
    public int AdapterSize { get; init; }

    /// <summary>The standard deviation of initial weights.</summary>
    [JsonPropertyName("initializer_range")]
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Checks that the sizes fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the first that does not.</exception>
    public void Validate()
    {
        var check = new ConfigCheck(nameof(GptConfig));
        check.Positive(VocabularySize, "vocab_size");
        check.Positive(MaximumLength, "n_positions");
        check.Positive(HiddenSize, "n_embd");
        check.Positive(LayerCount, "n_layer");
        check.Positive(HeadCount, "n_head");
        check.Positive(IntermediateSize ?? 1, "n_inner");
        check.Multiple(HiddenSize, "n_embd", HeadCount, "n_head");
        check.OneOf(Activation, "activation_function", ActivationFunctions.Names);
        check.Positive(LayerNormEpsilon, "layer_norm_epsilon");
        check.Positive(InitializerRange, "initializer_range");
        check.NotNegative(AdapterSize, "adapter_size");
        check.Rate(EmbeddingDropout, "embd_pdrop");
        check.Rate(AttentionDropout, "attn_pdrop");
        check.Rate(ResidualDropout, "resid_pdrop");
    }
}
