namespace MlNetSeq2Seq.Models.Bert;

/// <summary>What is known of the weights files that BERT's codes write.</summary>
public static class BertWeights
{
    private static readonly HashSet<string> s_derived = new(StringComparer.Ordinal)
    {
        // Copies of tied tensors, and a table of 0, 1, 2, …
        "cls.predictions.decoder.weight", "cls.predictions.decoder.bias", "bert.embeddings.position_ids",
    };

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
}
