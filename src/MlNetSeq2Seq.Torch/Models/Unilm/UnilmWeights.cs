namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>What is known of the weights files that UniLM's and BERT's codes write.</summary>
public static class UnilmWeights
{
    private static readonly HashSet<string> s_derived = new(StringComparer.Ordinal)
    {
        // Copies of tied tensors, and a table of 0, 1, 2, …
        "cls.predictions.decoder.weight", "cls.predictions.decoder.bias", "bert.embeddings.position_ids",

        // Buffer of the published label smoothing, and the head of next-sentence prediction, which fine-tuning does not use.
        "crit_mask_lm_smoothed.one_hot", "cls.seq_relationship.weight", "cls.seq_relationship.bias",
    };

    /// <summary>Whether a tensor of such a file holds nothing that the model needs.</summary>
    /// <param name="name">The tensor's name.</param>
    public static bool IsDerived(string name) => s_derived.Contains(name);
}
