using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>
/// The sizes of a GAU-alpha network. The JSON names are those of its published <c>config.json</c>; the defaults are those of
/// chinese_GAU-alpha-char_L-24_H-768. Source: ZhuiyiTechnology, GAU-alpha; Hua et al., arXiv 2202.10447.
/// </summary>
public sealed record GauAlphaConfig : IEncoderConfig
{
    /// <summary>The number of tokens in the vocabulary.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabularySize { get; init; }

    /// <summary>What the hidden states are made into; <see cref="EncoderHead.PreTraining"/> is none of this network's heads.</summary>
    [JsonPropertyName("head")]
    public EncoderHead Head { get; init; } = EncoderHead.MaskedLanguageModel;

    /// <summary>The classes of a row; asked for by <see cref="EncoderHead.Classification"/>.</summary>
    [JsonPropertyName("num_labels")]
    public int ClassCount { get; init; } = 2;

    /// <summary>The width of the hidden states.</summary>
    [JsonPropertyName("hidden_size")]
    public int HiddenSize { get; init; } = 768;

    /// <summary>The width of gates and values.</summary>
    [JsonPropertyName("intermediate_size")]
    public int IntermediateSize { get; init; } = 1536;

    /// <summary>The number of layers.</summary>
    [JsonPropertyName("num_hidden_layers")]
    public int LayerCount { get; init; } = 24;

    /// <summary>The width of queries and keys; even.</summary>
    [JsonPropertyName("attention_key_size")]
    public int KeySize { get; init; } = 128;

    /// <summary>The longest sequence, in tokens. Positions are rotary, so that any length can be asked for.</summary>
    [JsonPropertyName("max_position_embeddings")]
    public int MaximumLength { get; init; } = 512;

    /// <summary>The number of segments.</summary>
    [JsonPropertyName("type_vocab_size")]
    public int SegmentCount { get; init; } = 2;

    /// <summary>The activation of gates, values and keys; only <c>swish</c>, also named <c>silu</c>, is known.</summary>
    [JsonPropertyName("hidden_act")]
    public string Activation { get; init; } = "swish";

    /// <summary>Whether projections, queries and keys have offsets.</summary>
    [JsonPropertyName("use_bias")]
    public bool HasBias { get; init; }

    /// <summary>Whether scores are divided by the root of <see cref="KeySize"/>.</summary>
    [JsonPropertyName("attention_scale")]
    public bool ScalesScores { get; init; } = true;

    /// <summary>How attention weights are made of scores.</summary>
    [JsonPropertyName("normalization")]
    public GauNormalization Normalization { get; init; } = GauNormalization.SoftmaxPlus;

    /// <summary>By what <see cref="GauNormalization.SquaredRelu"/> divides.</summary>
    [JsonPropertyName("scaling_factor")]
    public GauScaling Scaling { get; init; } = GauScaling.Length;

    /// <summary>What is added to a mean of squares before its root is taken.</summary>
    [JsonPropertyName("layer_norm_eps")]
    public double NormEpsilon { get; init; } = 1e-12;

    /// <summary>The share of hidden values dropped in training, in [0, 1).</summary>
    [JsonPropertyName("hidden_dropout_prob")]
    public double HiddenDropout { get; init; } = 0.1;

    /// <summary>The share of attention weights dropped in training, in [0, 1).</summary>
    [JsonPropertyName("attention_probs_dropout_prob")]
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>The share of the first hidden state dropped before the classes are scored, in [0, 1).</summary>
    [JsonPropertyName("classifier_dropout")]
    public double ClassifierDropout { get; init; } = 0.1;

    /// <summary>The width of the adapters behind the gated units, which are trained in place of the whole network; 0 for none.</summary>
    [JsonPropertyName("adapter_size")]
    public int AdapterSize { get; init; }

    /// <summary>The standard deviation of initial weights.</summary>
    [JsonPropertyName("initializer_range")]
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Checks that the sizes fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the first that does not.</exception>
    public void Validate()
    {
        var check = new ConfigCheck(nameof(GauAlphaConfig));
        check.Positive(VocabularySize, "vocab_size");
        check.Positive(HiddenSize, "hidden_size");
        check.Positive(IntermediateSize, "intermediate_size");
        check.Positive(LayerCount, "num_hidden_layers");
        check.Positive(KeySize, "attention_key_size");
        check.Even(KeySize, "attention_key_size");
        check.Positive(MaximumLength, "max_position_embeddings");
        check.Positive(SegmentCount, "type_vocab_size");
        check.Positive(ClassCount, "num_labels");
        check.NotNegative(AdapterSize, "adapter_size");
        check.Positive(NormEpsilon, "layer_norm_eps");
        check.Positive(InitializerRange, "initializer_range");
        check.Rate(HiddenDropout, "hidden_dropout_prob");
        check.Rate(AttentionDropout, "attention_probs_dropout_prob");
        check.Rate(ClassifierDropout, "classifier_dropout");
        check.OneOf(Activation, "hidden_act", "swish", "silu");
        check.Require(Head != EncoderHead.PreTraining, "head", Head, "it scores tokens, classes of rows or answers, but not two of these at once");
    }

    /// <inheritdoc/>
    public Seq2SeqModel CreateModel(EncoderHead head, int classCount = 2) => new GauAlphaModel(this with { Head = head, ClassCount = classCount });
}
