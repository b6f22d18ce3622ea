using System.Text.Json.Serialization;
using MlNetSeq2Seq.Models.Bert;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>
/// The sizes of a UniLM network. The JSON names are those of a BERT <c>config.json</c>, so one of those can be read as it is.
/// Source: Dong et al., arXiv 1905.03197, section 2; the defaults are those of BERT-base with the six segments of UniLM.
/// </summary>
public sealed record UnilmConfig
{
    private const int KindCount = 4;

    /// <summary>The number of tokens in the vocabulary.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabularySize { get; init; }

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

    /// <summary>The longest sequence, in tokens.</summary>
    [JsonPropertyName("max_position_embeddings")]
    public int MaximumLength { get; init; } = 512;

    /// <summary>The number of segments: 0/1 bidirectional, 2 left-to-right, 3 right-to-left, 4/5 source and target.</summary>
    [JsonPropertyName("type_vocab_size")]
    public int SegmentCount { get; init; } = 6;

    /// <summary>The classes of a row that are learnt in pre-training, such as the order of its parts: a head of its own; 0 for none.</summary>
    [JsonPropertyName("num_sequence_labels")]
    public int SequenceClassCount { get; init; }

    /// <summary>Whether a position has an embedding for each of the four kinds of attention, as in the source's pre-training.</summary>
    [JsonPropertyName("new_pos_ids")]
    public bool HasPositionsByAttention { get; init; }

    /// <summary>
    /// 4 where the output layer transforms a hidden state otherwise for each of the four kinds of attention, as in the source's pre-training; 0 or 1
    /// where it does not.
    /// </summary>
    [JsonPropertyName("relax_projection")]
    public int OutputsByAttention { get; init; }

    /// <summary>What is added to a variance before its root is taken.</summary>
    [JsonPropertyName("layer_norm_eps")]
    public double LayerNormEpsilon { get; init; } = 1e-12;

    /// <summary>The share of hidden values dropped in training, in [0, 1).</summary>
    [JsonPropertyName("hidden_dropout_prob")]
    public double HiddenDropout { get; init; } = 0.1;

    /// <summary>The share of attention weights dropped in training, in [0, 1).</summary>
    [JsonPropertyName("attention_probs_dropout_prob")]
    public double AttentionDropout { get; init; } = 0.1;

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
        var check = new ConfigCheck(nameof(UnilmConfig));
        check.Positive(VocabularySize, "vocab_size");
        check.Positive(HiddenSize, "hidden_size");
        check.Positive(LayerCount, "num_hidden_layers");
        check.Positive(HeadCount, "num_attention_heads");
        check.Positive(IntermediateSize, "intermediate_size");
        check.Positive(MaximumLength, "max_position_embeddings");
        check.Positive(SegmentCount, "type_vocab_size");
        check.NotNegative(SequenceClassCount, "num_sequence_labels");
        check.NotNegative(AdapterSize, "adapter_size");
        check.Positive(LayerNormEpsilon, "layer_norm_eps");
        check.Positive(InitializerRange, "initializer_range");
        check.Rate(HiddenDropout, "hidden_dropout_prob");
        check.Rate(AttentionDropout, "attention_probs_dropout_prob");
        check.Multiple(HiddenSize, "hidden_size", HeadCount, "num_attention_heads");
        check.Require(OutputsByAttention is 0 or 1 or KindCount, "relax_projection", OutputsByAttention, $"it must be {KindCount}, or 0 or 1 for none");
    }

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
        SequenceClassCount = SequenceClassCount,
        PositionSets = HasPositionsByAttention ? KindCount : 1,
        OutputSets = Math.Max(1, OutputsByAttention),
    };
}
