using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>
/// The sizes of a recurrent encoder-decoder that writes titles. The defaults are those of its source: Su Jianlin, "Playing with Keras: automatic titles
/// with seq2seq", kexue.fm 5861.
/// </summary>
public sealed record LstmTitleConfig
{
    /// <summary>The number of tokens in the vocabulary.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabularySize { get; init; }

    /// <summary>The width of embeddings and states; an even multiple of <see cref="HeadCount"/>, as each direction of the encoder has half of it.</summary>
    [JsonPropertyName("hidden_size")]
    public int HiddenSize { get; init; } = 128;

    /// <summary>The number of attention heads.</summary>
    [JsonPropertyName("num_attention_heads")]
    public int HeadCount { get; init; } = 8;

    /// <summary>The width of the layer through which the summary of the source modulates the decoder's norms.</summary>
    [JsonPropertyName("modulation_size")]
    public int ModulationSize { get; init; } = 32;

    /// <summary>Whether tokens of the source are favoured in the output by a trained amount for each.</summary>
    [JsonPropertyName("source_prior")]
    public bool HasSourcePrior { get; init; } = true;

    /// <summary>The longest source and the longest target, in tokens. No weight depends on it.</summary>
    [JsonPropertyName("max_position_embeddings")]
    public int MaximumLength { get; init; } = 400;

    /// <summary>The token that the decoder begins with.</summary>
    [JsonPropertyName("decoder_start_token_id")]
    public int DecoderStartId { get; init; } = 2;

    /// <summary>The share of embedded values and of the last hidden values dropped in training, in [0, 1); the source drops none.</summary>
    [JsonPropertyName("dropout")]
    public double Dropout { get; init; }

    /// <summary>What is added to a variance before its root is taken.</summary>
    [JsonPropertyName("layer_norm_eps")]
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>The width of the adapters behind the recurrent layers of encoder and decoder, which are trained in place of the whole network; 0 for none.</summary>
    [JsonPropertyName("adapter_size")]
    public int AdapterSize { get; init; }

    /// <summary>The standard deviation of initial weights; those of the recurrent layers are PyTorch's.</summary>
    [JsonPropertyName("initializer_range")]
    public double InitializerRange { get; init; } = 0.05;

    /// <summary>Checks that the sizes fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the first that does not.</exception>
    public void Validate()
    {
        var check = new ConfigCheck(nameof(LstmTitleConfig));
        check.Positive(VocabularySize, "vocab_size");
        check.Positive(HiddenSize, "hidden_size");
        check.Positive(HeadCount, "num_attention_heads");
        check.Multiple(HiddenSize, "hidden_size", HeadCount, "num_attention_heads");
        check.Require(HiddenSize % 2 == 0, "hidden_size", HiddenSize, "it must be even, as each direction of the encoder has half of it");
        check.Positive(ModulationSize, "modulation_size");
        check.Positive(MaximumLength, "max_position_embeddings");
        check.Positive(NormEpsilon, "layer_norm_eps");
        check.Positive(InitializerRange, "initializer_range");
        check.NotNegative(AdapterSize, "adapter_size");
        check.Rate(Dropout, "dropout");
        check.Require(
            DecoderStartId >= 0 && DecoderStartId < VocabularySize, "decoder_start_token_id", DecoderStartId, $"the vocabulary has the tokens 0 to {VocabularySize - 1}");
    }
}
