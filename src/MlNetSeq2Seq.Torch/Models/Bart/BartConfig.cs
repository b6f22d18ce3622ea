using System.Text.Json.Serialization;
using MlNetSeq2Seq.Modules;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>
/// The sizes of a BART. The JSON names are those of Hugging Face's <c>config.json</c>, so one of those can be read as it is. Source:
/// Lewis et al., arXiv 1910.13461, section 2.1; the defaults are those of its base model.
/// </summary>
public sealed record BartConfig
{
    /// <summary>The number of tokens in the vocabulary.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabularySize { get; init; }

    /// <summary>The width of the hidden states; a multiple of both numbers of heads.</summary>
    [JsonPropertyName("d_model")]
    public int HiddenSize { get; init; } = 768;

    /// <summary>The number of layers of the encoder.</summary>
    [JsonPropertyName("encoder_layers")]
    public int EncoderLayerCount { get; init; } = 6;

    /// <summary>The number of layers of the decoder.</summary>
    [JsonPropertyName("decoder_layers")]
    public int DecoderLayerCount { get; init; } = 6;

    /// <summary>The number of attention heads of the encoder.</summary>
    [JsonPropertyName("encoder_attention_heads")]
    public int EncoderHeadCount { get; init; } = 12;

    /// <summary>The number of attention heads of the decoder.</summary>
    [JsonPropertyName("decoder_attention_heads")]
    public int DecoderHeadCount { get; init; } = 12;

    /// <summary>The width of the encoder's feed-forward layers.</summary>
    [JsonPropertyName("encoder_ffn_dim")]
    public int EncoderIntermediateSize { get; init; } = 3072;

    /// <summary>The width of the decoder's feed-forward layers.</summary>
    [JsonPropertyName("decoder_ffn_dim")]
    public int DecoderIntermediateSize { get; init; } = 3072;

    /// <summary>The longest source, and the longest target, in tokens.</summary>
    [JsonPropertyName("max_position_embeddings")]
    public int MaximumLength { get; init; } = 1024;

    /// <summary>The activation of the feed-forward layers: gelu (exact), gelu_new (its tanh form), relu or silu.</summary>
    [JsonPropertyName("activation_function")]
    public string Activation { get; init; } = "gelu";

    /// <summary>The share of hidden values dropped in training, in [0, 1).</summary>
    [JsonPropertyName("dropout")]
    public double HiddenDropout { get; init; } = 0.1;

    /// <summary>The share of attention weights dropped in training, in [0, 1).</summary>
    [JsonPropertyName("attention_dropout")]
    public double AttentionDropout { get; init; }

    /// <summary>The share of values inside the feed-forward layers dropped in training, in [0, 1).</summary>
    [JsonPropertyName("activation_dropout")]
    public double ActivationDropout { get; init; }

    /// <summary>Whether token embeddings are multiplied by the root of <see cref="HiddenSize"/>.</summary>
    [JsonPropertyName("scale_embedding")]
    public bool ScalesEmbeddings { get; init; }

    /// <summary>The width of the adapters behind the feed-forward blocks, which are trained in place of the whole network; 0 for none.</summary>
    [JsonPropertyName("adapter_size")]
    public int AdapterSize { get; init; }

    /// <summary>
    /// The number of tokens in the vocabulary of the sources, where sources have one of their own: a new encoder reads them, and what it
    /// makes of them takes the place of token embeddings before BART's encoder. 0 for none: sources and targets share one vocabulary.
    /// Source: Lewis et al., arXiv 1910.13461, section 3.4.
    /// </summary>
    [JsonPropertyName("source_vocab_size")]
    public int SourceVocabularySize { get; init; }

    /// <summary>The number of layers of that new encoder, of the sizes of BART's encoder; the article has 6. 0 for none.</summary>
    [JsonPropertyName("source_encoder_layers")]
    public int SourceEncoderLayerCount { get; init; }

    /// <summary>The standard deviation of initial weights.</summary>
    [JsonPropertyName("init_std")]
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>The token that the decoder begins with; the default is that of the published models, their end token.</summary>
    [JsonPropertyName("decoder_start_token_id")]
    public int DecoderStartId { get; init; } = 2;

    /// <summary>Checks that the sizes fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the first that does not.</exception>
    public void Validate()
    {
        var check = new ConfigCheck(nameof(BartConfig));
        check.Positive(VocabularySize, "vocab_size");
        check.Positive(HiddenSize, "d_model");
        check.Positive(EncoderLayerCount, "encoder_layers");
        check.Positive(DecoderLayerCount, "decoder_layers");
        check.Positive(EncoderHeadCount, "encoder_attention_heads");
        check.Positive(DecoderHeadCount, "decoder_attention_heads");
        check.Positive(EncoderIntermediateSize, "encoder_ffn_dim");
        check.Positive(DecoderIntermediateSize, "decoder_ffn_dim");
        check.Positive(MaximumLength, "max_position_embeddings");
        check.Multiple(HiddenSize, "d_model", EncoderHeadCount, "encoder_attention_heads");
        check.Multiple(HiddenSize, "d_model", DecoderHeadCount, "decoder_attention_heads");
        check.OneOf(Activation, "activation_function", ActivationFunctions.Names);
        check.Rate(HiddenDropout, "dropout");
        check.Rate(AttentionDropout, "attention_dropout");
        check.Rate(ActivationDropout, "activation_dropout");
        check.NotNegative(AdapterSize, "adapter_size");
        check.NotNegative(SourceVocabularySize, "source_vocab_size");
        check.NotNegative(SourceEncoderLayerCount, "source_encoder_layers");
        check.Require(
            SourceVocabularySize > 0 == SourceEncoderLayerCount > 0,
            "source_encoder_layers",
            SourceEncoderLayerCount,
            $"with source_vocab_size {SourceVocabularySize} it must be {(SourceVocabularySize > 0 ? "above 0" : "0")}");
        check.Positive(InitializerRange, "init_std");
        check.Require(DecoderStartId >= 0 && DecoderStartId < VocabularySize, "decoder_start_token_id", DecoderStartId, $"the vocabulary has the tokens 0 to {VocabularySize - 1}");
    }
}
