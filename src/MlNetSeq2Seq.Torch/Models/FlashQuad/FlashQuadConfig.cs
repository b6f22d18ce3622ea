using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>
/// The sizes of a FLASHQuad network. The JSON names are those of JunnYu/FLASHQuad_pytorch. Source: Hua et al., arXiv 2202.10447, section 2.
/// </summary>
public sealed record FlashQuadConfig : IEncoderConfig
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

    /// <summary>The width of the hidden states; even.</summary>
    [JsonPropertyName("hidden_size")]
    public int HiddenSize { get; init; } = 768;

    /// <summary>The number of layers.</summary>
    [JsonPropertyName("num_hidden_layers")]
    public int LayerCount { get; init; } = 24;

    /// <summary>The width of gates and values, as a multiple of <see cref="HiddenSize"/>.</summary>
    [JsonPropertyName("expansion_factor")]
    public double Expansion { get; init; } = 2;

    /// <summary>The width of queries and keys; even.</summary>
    [JsonPropertyName("s")]
    public int KeySize { get; init; } = 128;

    /// <summary>
    /// The longest sequence, in tokens. Scores are divided by it, never by the length at hand, so that padding and length change nothing.
    /// Up to 512, each distance has a trained bias; above, the bias is a product of two trained vectors turned by their positions.
    /// </summary>
    [JsonPropertyName("max_position_embeddings")]
    public int MaximumLength { get; init; } = 512;

    /// <summary>The number of segments.</summary>
    [JsonPropertyName("type_vocab_size")]
    public int SegmentCount { get; init; } = 2;

    /// <summary>The activation; only <c>silu</c>, also named <c>swish</c>, is known.</summary>
    [JsonPropertyName("hidden_act")]
    public string Activation { get; init; } = "silu";

    /// <summary>The norm before each layer, after the embeddings and in the output layer.</summary>
    [JsonPropertyName("norm_type")]
    public FlashQuadNorm Norm { get; init; } = FlashQuadNorm.Scale;

    /// <summary>What is added to a mean of squares or a variance before its root is taken.</summary>
    [JsonPropertyName("layer_norm_eps")]
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>The share of embedded values dropped in training, in [0, 1).</summary>
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
        var check = new ConfigCheck(nameof(FlashQuadConfig));
        check.Positive(VocabularySize, "vocab_size");
        check.Positive(HiddenSize, "hidden_size");
        check.Even(HiddenSize, "hidden_size");
        check.Positive(LayerCount, "num_hidden_layers");
        check.Positive(Expansion, "expansion_factor");
        check.Positive(KeySize, "s");
        check.Even(KeySize, "s");
        check.Positive(MaximumLength, "max_position_embeddings");
        check.Positive(SegmentCount, "type_vocab_size");
        check.Positive(ClassCount, "num_labels");
        check.NotNegative(AdapterSize, "adapter_size");
        check.Positive(NormEpsilon, "layer_norm_eps");
        check.Positive(InitializerRange, "initializer_range");
        check.Rate(Dropout, "dropout");
        check.Rate(ClassifierDropout, "classifier_dropout");
        check.OneOf(Activation, "hidden_act", "silu", "swish");
        check.Require(Head != EncoderHead.PreTraining, "head", Head, "it scores tokens, classes of rows or answers, but not two of these at once");
    }

    /// <inheritdoc/>
    public Seq2SeqModel CreateModel(EncoderHead head, int classCount = 2) => new FlashQuadModel(this with { Head = head, ClassCount = classCount });
}
