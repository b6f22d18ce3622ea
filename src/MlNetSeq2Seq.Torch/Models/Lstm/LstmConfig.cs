using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>The sizes of a recurrent language model. Source: Zaremba et al., arXiv 1409.2329; tying: Press and Wolf, arXiv 1608.05859.</summary>
public sealed record LstmConfig
{
    /// <summary>The number of tokens in the vocabulary.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabularySize { get; init; }

    /// <summary>The width of token embeddings.</summary>
    [JsonPropertyName("embedding_size")]
    public int EmbeddingSize { get; init; } = 512;

    /// <summary>The width of the hidden and cell states.</summary>
    [JsonPropertyName("hidden_size")]
    public int HiddenSize { get; init; } = 512;

    /// <summary>The number of layers.</summary>
    [JsonPropertyName("num_layers")]
    public int LayerCount { get; init; } = 2;

    /// <summary>Whether the output layer is the token embeddings, without a bias; both widths must then be equal.</summary>
    [JsonPropertyName("tied")]
    public bool IsTied { get; init; }

    /// <summary>The longest sequence, in tokens. No weight depends on it, so that any length can be asked for.</summary>
    [JsonPropertyName("max_position_embeddings")]
    public int MaximumLength { get; init; } = 1024;

    /// <summary>The share of values dropped in training before, between and after the layers, in [0, 1).</summary>
    [JsonPropertyName("dropout")]
    public double Dropout { get; init; }

    /// <summary>The width of the adapter behind the recurrent layers, which is trained in place of the whole network; 0 for none.</summary>
    [JsonPropertyName("adapter_size")]
    public int AdapterSize { get; init; }

    /// <summary>The standard deviation of initial embeddings and output weights.</summary>
    [JsonPropertyName("initializer_range")]
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Checks that the sizes fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the first that does not.</exception>
    public void Validate()
    {
        var check = new ConfigCheck(nameof(LstmConfig));
        check.Positive(VocabularySize, "vocab_size");
        check.Positive(EmbeddingSize, "embedding_size");
        check.Positive(HiddenSize, "hidden_size");
        check.Positive(LayerCount, "num_layers");
        check.Positive(MaximumLength, "max_position_embeddings");
        check.Positive(InitializerRange, "initializer_range");
        check.NotNegative(AdapterSize, "adapter_size");
        check.Rate(Dropout, "dropout");
        check.Require(!IsTied || EmbeddingSize == HiddenSize, "embedding_size", EmbeddingSize, $"tied to the output layer it must be hidden_size {HiddenSize}");
    }
}
