using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>
/// The sizes of a FLASH network. The JSON names are those of JunnYu/FLASHQuad_pytorch. Source: Hua et al., arXiv 2202.10447, section 3.
/// </summary>
public sealed record FlashConfig : IEncoderConfig
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

    /// <summary>Whether tokens see only what stands before them, which a network must that writes text.</summary>
    [JsonPropertyName("causal")]
    public bool IsCausal { get; init; }

    /// <summary>The width of the hidden states; even.</summary>
    [JsonPropertyName("hidden_size")]
    public int HiddenSize { get; init; } = 768;

    /// <summary>The number of layers.</summary>
    [JsonPropertyName("num_hidden_layers")]
    public int LayerCount { get; init; } = 12;

    /// <summary>Tokens of a group: within it attention is quadratic, beyond it linear.</summary>
    [JsonPropertyName("group_size")]
    public int GroupSize { get; init; } = 256;

    /// <summary>The width of gates and values, as a multiple of <see cref="HiddenSize"/>.</summary>
    [JsonPropertyName("expansion_factor")]
    public double Expansion { get; init; } = 2;

    /// <summary>The width of queries and keys; even. The first 32 values of it carry the position.</summary>
    [JsonPropertyName("query_key_dim")]
    public int KeySize { get; init; } = 128;

    /// <summary>The longest sequence, in tokens. No weight depends on it, so that any length can be asked for.</summary>
    [JsonPropertyName("max_position_embeddings")]
    public int MaximumLength { get; init; } = 512;

    /// <summary>Whether half of each layer's input comes from the token before.</summary>
    [JsonPropertyName("shift_tokens")]
    public bool ShiftsTokens { get; init; }

    /// <summary>By what bidirectional linear attention divides.</summary>
    [JsonPropertyName("linear_attention_divisor")]
    public FlashDivisor Divisor { get; init; } = FlashDivisor.Tokens;

    /// <summary>The norm before each layer.</summary>
    [JsonPropertyName("norm_type")]
    public FlashNorm Norm { get; init; } = FlashNorm.Scale;

    /// <summary>What is added to the variance of the output layer's LayerNorm before its root is taken.</summary>
    [JsonPropertyName("layer_norm_eps")]
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>The share of attention weights within groups dropped in training, in [0, 1).</summary>
    [JsonPropertyName("dropout")]
    public double Dropout { get; init; }

    /// <summary>The share of the first hidden state dropped before the classes are scored, in [0, 1).</summary>
    [JsonPropertyName("classifier_dropout")]
    public double ClassifierDropout { get; init; } = 0.1;

    /// <summary>The width of the adapters behind the gated units, which are trained in place of the whole network; 0 for none.</summary>
    [JsonPropertyName("adapter_size")]
    public int AdapterSize { get; init; }

    /// <summary>The standard deviation of initial weights.</summary>
    [JsonPropertyName("initializer_range")]
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>The width of gates and values.</summary>
    internal int IntermediateSize => (int)(HiddenSize * Expansion);

    /// <summary>Checks that the sizes fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the first that does not.</exception>
    public void Validate()
    {
        var check = new ConfigCheck(nameof(FlashConfig));
        check.Positive(VocabularySize, "vocab_size");
        check.Positive(HiddenSize, "hidden_size");
        check.Even(HiddenSize, "hidden_size");
        check.Positive(LayerCount, "num_hidden_layers");
        check.Positive(GroupSize, "group_size");
        check.Positive(Expansion, "expansion_factor");
        check.Positive(KeySize, "query_key_dim");
        check.Even(KeySize, "query_key_dim");
        check.Positive(MaximumLength, "max_position_embeddings");
        check.Positive(ClassCount, "num_labels");
        check.NotNegative(AdapterSize, "adapter_size");
        check.Positive(NormEpsilon, "layer_norm_eps");
        check.Positive(InitializerRange, "initializer_range");
        check.Rate(Dropout, "dropout");
        check.Rate(ClassifierDropout, "classifier_dropout");
        check.Require(Head != EncoderHead.PreTraining, "head", Head, "it scores tokens, classes of rows or answers, but not two of these at once");
        check.Require(!IsCausal || Head == EncoderHead.MaskedLanguageModel, "head", Head, "a causal network scores tokens only, as its first token has seen no other");
    }

    /// <inheritdoc/>
    public Seq2SeqModel CreateModel(EncoderHead head, int classCount = 2) => new FlashModel(this with { Head = head, ClassCount = classCount });
}
