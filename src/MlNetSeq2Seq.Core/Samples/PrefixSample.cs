namespace MlNetSeq2Seq.Samples;

/// <summary>Source and target in one sequence, for a model that is encoder and decoder in one.</summary>
/// <param name="Ids">Token ids, shape [length].</param>
/// <param name="Segments">Segment of each token, shape [length].</param>
/// <param name="Labels">
/// The id that the model must give at each position, <see cref="Samples.Labels.Ignore"/> where nothing is asked; shape [length].
/// </param>
/// <param name="Attention">Who may look at whom.</param>
public sealed record PrefixSample(int[] Ids, int[] Segments, int[] Labels, AttentionShape Attention)
{
    /// <summary>How much the loss at each position counts, shape [length]; null where every label counts 1.</summary>
    public float[]? LabelWeights { get; init; }
}
