namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>What is known of the weights files that UniLM's and BERT's codes write.</summary>
public static class UnilmWeights
{
    private static readonly HashSet<string> s_derived = new(StringComparer.Ordinal)
    {
        // Copies of tied tensors, and a table of 0, 1, 2, …
        "cls.predictions.decoder.weight", "cls.predictions.decoder.bias", "bert.embeddings.position_ids",

        // Buffer of the published label smoothing, and the second head for order, which no loss trains.
        "crit_mask_lm_smoothed.one_hot", "cls2.seq_relationship.weight", "cls2.seq_relationship.bias",
    };

    /// <summary>Whether a tensor of such a file holds nothing that the model needs.</summary>
    /// <param name="name">The tensor's name.</param>
    public static bool IsDerived(string name) => s_derived.Contains(name);

    /// <summary>Whether a tensor belongs to the head for classes of rows, which fine-tuned models lack.</summary>
    /// <param name="name">The tensor's name.</param>
    public static bool BelongsToSequenceHead(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("cls.seq_relationship.", StringComparison.Ordinal);
    }
}
