using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>
/// The sizes of a BERT network. The JSON names are those of a published <c>config.json</c>; the defaults are BERT-base's.
/// Source: Devlin et al., arXiv 1810.04805.
/// </summary>
public sealed record BertConfig : IEncoderConfig
{
    /// <summary>The number of tokens in the vocabulary.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabularySize { get; init; }

    /// <summary>What the hidden states are made into.</summary>
    [JsonPropertyName("head")]
    public EncoderHead Head { get; init; } = EncoderHead.PreTraining;

    /// <summary>The classes of a row; asked for by <see cref="EncoderHead.PreTraining"/> and <see cref="EncoderHead.Classification"/>.</summary>
    [JsonPropertyName("num_labels")]
    public int ClassCount { get; init; } = 2;

    /// <summary>The width of the hidden states; a multiple of <see cref="HeadCount"/>.</summary>
    [JsonPropertyName("hidden_size")]
    public int HiddenSize { get; init; } = 768;

    /// <summary>The number of Transformer layers.</summary>
    [JsonPropertyName("num_hidden_layers")]
    public int LayerCount { get; init; } = 12;

    /// <summary>The number of attention heads.</summary>
    [JsonPropertyName("num_attention_heads")]
    public int HeadCount { get; init; } = 12;

    /// <summary>The width of the feed-forward layers.</summary>
    [JsonPropertyName("intermediate_size")]
    public int IntermediateSize { get; init; } = 3072;

    /// <summary>The activation of the feed-forward layers; only <c>gelu</c>, the exact one, is known.</summary>
    [JsonPropertyName("hidden_act")]
    public string Activation { get; init; } = "gelu";

    /// <summary>The longest sequence, in tokens.</summary>
    [JsonPropertyName("max_position_embeddings")]
    public int MaximumLength { get; init; } = 512;

    /// <summary>The number of segments.</summary>
    [JsonPropertyName("type_vocab_size")]
    public int SegmentCount { get; init; } = 2;

    /// <summary>What is added to a variance before its root is taken.</summary>
    [JsonPropertyName("layer_norm_eps")]
    public double LayerNormEpsilon { get; init; } = 1e-12;

    /// <summary>The share of hidden values dropped in training, in [0, 1).</summary>
    [JsonPropertyName("hidden_dropout_prob")]
    public double HiddenDropout { get; init; } = 0.1;

    /// <summary>The share of attention weights dropped in training, in [0, 1).</summary>
    [JsonPropertyName("attention_probs_dropout_prob")]
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>The share of the summary dropped before the classes are scored, in [0, 1); null for <see cref="HiddenDropout"/>.</summary>
    [JsonPropertyName("classifier_dropout")]
    public double? ClassifierDropout { get; init; }

    /// <summary>The width of the adapters behind the feed-forward blocks, which are trained in place of the whole network; 0 for none.</summary>
    [JsonPropertyName("adapter_size")]
    public int AdapterSize { get; init; }

    /// <summary>The standard deviation of initial weights.</summary>
    [JsonPropertyName("initializer_range")]
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>What is added to the score of a key that may not be seen.</summary>
    [JsonPropertyName("attention_mask_constant")]
    public double MaskConstant { get; init; } = -10000;

    /// <summary>Checks that the sizes fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the first that does not.</exception>
    public void Validate()
    {
        var check = new ConfigCheck(nameof(BertConfig));
        check.Positive(VocabularySize, "vocab_size");
        check.Positive(HiddenSize, "hidden_size");
        check.Positive(LayerCount, "num_hidden_layers");
        check.Positive(HeadCount, "num_attention_heads");
        check.Positive(IntermediateSize, "intermediate_size");
        check.Positive(MaximumLength, "max_position_embeddings");
        check.Positive(SegmentCount, "type_vocab_size");
        check.Positive(ClassCount, "num_labels");
        check.NotNegative(AdapterSize, "adapter_size");
        check.Positive(LayerNormEpsilon, "layer_norm_eps");
        check.Positive(InitializerRange, "initializer_range");
        check.Rate(HiddenDropout, "hidden_dropout_prob");
        check.Rate(AttentionDropout, "attention_probs_dropout_prob");
        check.Rate(ClassifierDropout ?? 0, "classifier_dropout");
        check.OneOf(Activation, "hidden_act", "gelu");
        check.Multiple(HiddenSize, "hidden_size", HeadCount, "num_attention_heads");
    }

    /// <inheritdoc/>
    public Seq2SeqModel CreateModel(EncoderHead head, int classCount = 2) => new BertModel(this with { Head = head, ClassCount = classCount });

    internal BertSizes ToSizes() => new()
    {
        VocabularySize = VocabularySize,
        HiddenSize = HiddenSize,
        LayerCount = LayerCount,
        HeadCount = HeadCount,
        IntermediateSize = IntermediateSize,
        MaximumLength = MaximumLength,
        SegmentCount = SegmentCount,
        LayerNormEpsilon = LayerNormEpsilon,
        HiddenDropout = HiddenDropout,
        AttentionDropout = AttentionDropout,
        InitializerRange = InitializerRange,
        AdapterSize = AdapterSize,
        HasPooler = Head is EncoderHead.PreTraining or EncoderHead.Classification,
        SequenceClassCount = Head == EncoderHead.PreTraining ? ClassCount : 0,
    };
}
