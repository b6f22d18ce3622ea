using MlNetSeq2Seq.Modules;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>What is known of the weights files that BERT's codes write.</summary>
public static class BertWeights
{
    private static readonly HashSet<string> s_derived = new(StringComparer.Ordinal)
    {
        // Copies of tied tensors, and a table of 0, 1, 2, …
        "cls.predictions.decoder.weight", "cls.predictions.decoder.bias", "bert.embeddings.position_ids",
    };

    private static readonly string[] s_heads = ["cls.", "classifier.", "qa_outputs.", "bert.pooler."];

    /// <summary>Whether a tensor of such a file follows from the others.</summary>
    /// <param name="name">The tensor's name.</param>
    public static bool IsDerived(string name) => s_derived.Contains(name);

    /// <summary>Whether a tensor belongs to a head that the model does not have, so that pre-trained weights can be read into any.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="head">The head that the model has.</param>
    public static bool BelongsToOtherHead(string name, EncoderHead head)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool Begins(string prefix) => name.StartsWith(prefix, StringComparison.Ordinal);
        return (Begins("cls.predictions.") && head is EncoderHead.Classification or EncoderHead.Reading)
            || (Begins("cls.seq_relationship.") && head != EncoderHead.PreTraining)
            || (Begins("bert.pooler.") && head is EncoderHead.MaskedLanguageModel or EncoderHead.Reading)
            || (Begins("classifier.") && head != EncoderHead.Classification)
            || (Begins("qa_outputs.") && head != EncoderHead.Reading);
    }

    /// <summary>Copies of tied tensors, and what they repeat.</summary>
    internal static IReadOnlyDictionary<string, string> Tied { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["cls.predictions.decoder.weight"] = "bert.embeddings.word_embeddings.weight",
        ["cls.predictions.decoder.bias"] = "cls.predictions.bias",
    };

    /// <summary>The name that a tensor has since TensorFlow's names for gain and bias of a LayerNorm were given up.</summary>
    internal static string ModernName(string name) =>
        name.EndsWith(".gamma", StringComparison.Ordinal) ? $"{name[..^".gamma".Length]}.weight"
        : name.EndsWith(".beta", StringComparison.Ordinal) ? $"{name[..^".beta".Length]}.bias"
        : name;

    /// <summary>Whether a parameter belongs to a head, its summary or an adapter, which weights trained for another task lack.</summary>
    internal static bool IsLearntLater(string name) =>
        s_heads.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) || Adapter.Owns(name);
}
