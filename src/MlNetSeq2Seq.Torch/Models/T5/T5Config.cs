using System.Text.Json.Serialization;
using MlNetSeq2Seq.Modules;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>
/// The sizes of a T5. The JSON names are those of Hugging Face's <c>config.json</c>, so one of those can be read as it is. Source:
/// Raffel et al., arXiv 1910.10683, section 2.1; the defaults are those of its small model.
/// </summary>
public sealed record T5Config
{
    private const string Gated = "gated-";

    /// <summary>The number of tokens in the vocabulary.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabularySize { get; init; }

    /// <summary>The width of the hidden states.</summary>
    [JsonPropertyName("d_model")]
    public int HiddenSize { get; init; } = 512;

    /// <summary>The width of an attention head; the heads together may be wider or narrower than <see cref="HiddenSize"/>.</summary>
    [JsonPropertyName("d_kv")]
    public int HeadSize { get; init; } = 64;

    /// <summary>The width of the feed-forward layers.</summary>
    [JsonPropertyName("d_ff")]
    public int IntermediateSize { get; init; } = 2048;

    /// <summary>The number of layers of the encoder.</summary>
    [JsonPropertyName("num_layers")]
    public int EncoderLayerCount { get; init; } = 6;

    /// <summary>The number of layers of the decoder; null for as many as the encoder has.</summary>
    [JsonPropertyName("num_decoder_layers")]
    public int? DecoderLayerCount { get; init; }

    /// <summary>The number of attention heads.</summary>
    [JsonPropertyName("num_heads")]
    public int HeadCount { get; init; } = 8;

    /// <summary>
    /// The longest source, and the longest target, in tokens. The network itself has no such limit, since it has no table of positions;
    /// memory has.
    /// </summary>
    [JsonPropertyName("n_positions")]
    public int MaximumLength { get; init; } = 512;

    /// <summary>The number of buckets of relative positions; even.</summary>
    [JsonPropertyName("relative_attention_num_buckets")]
    public int BucketCount { get; init; } = 32;

    /// <summary>The distance from which on all positions share a bucket.</summary>
    [JsonPropertyName("relative_attention_max_distance")]
    public int MaximumDistance { get; init; } = 128;

    /// <summary>
    /// The feed-forward layers: an activation (relu in T5; gelu, silu), or <c>gated-</c> and one, which then gates a second projection
    /// (gated-gelu in T5 1.1, whose GELU has the tanh form). Source of the latter: Shazeer, arXiv 2002.05202.
    /// </summary>
    [JsonPropertyName("feed_forward_proj")]
    public string FeedForward { get; init; } = "relu";

    /// <summary>Whether the output layer is the table of token embeddings; it then scales hidden states by the root of their width.</summary>
    [JsonPropertyName("tie_word_embeddings")]
    public bool TiesEmbeddings { get; init; } = true;

    /// <summary>What is added to a mean of squares before its root is taken.</summary>
    [JsonPropertyName("layer_norm_epsilon")]
    public double LayerNormEpsilon { get; init; } = 1e-6;

    /// <summary>The share of values dropped in training, in [0, 1).</summary>
    [JsonPropertyName("dropout_rate")]
    public double Dropout { get; init; } = 0.1;

    /// <summary>What the standard deviations of initial weights, which follow from the sizes, are multiplied by.</summary>
    [JsonPropertyName("initializer_factor")]
    public double InitializerFactor { get; init; } = 1;

    /// <summary>The width of the adapters behind the feed-forward blocks, which are trained in place of the whole network; 0 for none.</summary>
    [JsonPropertyName("adapter_size")]
    public int AdapterSize { get; init; }

    /// <summary>The token that the decoder begins with; the default is that of the published models, their padding.</summary>
    [JsonPropertyName("decoder_start_token_id")]
    public int DecoderStartId { get; init; }

    /// <summary>Whether the feed-forward layers have a gate.</summary>
    [JsonIgnore]
    internal bool IsGated => FeedForward.StartsWith(Gated, StringComparison.Ordinal);

    /// <summary>The activation of the feed-forward layers, by its name in <see cref="ActivationFunctions"/>.</summary>
    [JsonIgnore]
    internal string Activation => FeedForward == "gated-gelu" ? "gelu_new" : IsGated ? FeedForward[Gated.Length..] : FeedForward;

    /// <summary>Checks that the sizes fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the first that does not.</exception>
    public void Validate()
    {
        var check = new ConfigCheck(nameof(T5Config));
        check.Positive(VocabularySize, "vocab_size");
        check.Positive(HiddenSize, "d_model");
        check.Positive(HeadSize, "d_kv");
        check.Positive(IntermediateSize, "d_ff");
        check.Positive(EncoderLayerCount, "num_layers");
        check.Positive(DecoderLayerCount ?? 1, "num_decoder_layers");
        check.Positive(HeadCount, "num_heads");
        check.Positive(MaximumLength, "n_positions");
        check.Require(BucketCount >= 4 && BucketCount % 4 == 0, "relative_attention_num_buckets", BucketCount, "it must be a multiple of 4");
        check.Require(
            MaximumDistance > BucketCount / 2, "relative_attention_max_distance", MaximumDistance, $"it must be above half of the {BucketCount} buckets");
        check.OneOf(Activation, "feed_forward_proj", ActivationFunctions.Names);
        check.Positive(LayerNormEpsilon, "layer_norm_epsilon");
        check.Rate(Dropout, "dropout_rate");
        check.Positive(InitializerFactor, "initializer_factor");
        check.NotNegative(AdapterSize, "adapter_size");
        check.Require(
            DecoderStartId >= 0 && DecoderStartId < VocabularySize, "decoder_start_token_id", DecoderStartId, $"the vocabulary has the tokens 0 to {VocabularySize - 1}");
    }

    /// <summary>The standard deviation of initial weights of a projection of so many inputs.</summary>
    internal double Deviation(int inputs) => InitializerFactor / Math.Sqrt(inputs);
}
