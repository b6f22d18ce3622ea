namespace MlNetSeq2Seq.Samples;

/// <summary>One row as a model learns from it, without padding: token ids, who may look at whom, and what is asked.</summary>
/// <remarks>The kinds of samples differ in what they leave at its default; <see cref="PaddedBatch"/> takes all of them.</remarks>
public abstract record TrainingSample
{
    private protected TrainingSample(int[] ids, int[] segments, int[] labels, AttentionShape attention)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(labels);
        (Ids, Segments, Labels, Attention) = (ids, segments, labels, attention);
    }

    /// <summary>Token ids, shape [length].</summary>
    public int[] Ids { get; init; }

    /// <summary>Segment of each token, shape [length].</summary>
    public int[] Segments { get; init; }

    /// <summary>
    /// The id that the model must give at each position, <see cref="Samples.Labels.Ignore"/> where nothing is asked. Shape [length], or
    /// [decoder length] where <see cref="DecoderIds"/> is there.
    /// </summary>
    public int[] Labels { get; init; }

    /// <summary>Who may look at whom among <see cref="Ids"/>.</summary>
    public AttentionShape Attention { get; init; }

    /// <summary>How much the loss of each label counts, the shape of <see cref="Labels"/>; null where every label counts 1.</summary>
    public float[]? LabelWeights { get; init; }

    /// <summary>The class of the whole row: order or neighbourhood of its parts, topic, …; <see cref="Samples.Labels.Ignore"/> for none.</summary>
    public int SequenceLabel { get; init; } = Samples.Labels.Ignore;

    /// <summary>The position of each token, shape [length]; null for 0, 1, 2, …</summary>
    public int[]? PositionIds { get; init; }

    /// <summary>
    /// The document of each token where several are packed into one row, shape [length]; nobody looks beyond its document. null for one document.
    /// </summary>
    public int[]? DocumentIds { get; init; }

    /// <summary>What the decoder of an encoder-decoder reads, shape [decoder length]; null for models without one.</summary>
    public int[]? DecoderIds { get; init; }

    /// <summary>Tokens of the longer side: what a batch is filled up to.</summary>
    public int Length => Math.Max(Ids.Length, DecoderIds?.Length ?? 0);
}
