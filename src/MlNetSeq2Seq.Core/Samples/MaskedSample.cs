namespace MlNetSeq2Seq.Samples;

/// <summary>A sequence with hidden tokens that a bidirectional encoder must give back (BERT's masked language model).</summary>
public sealed record MaskedSample : TrainingSample
{
    /// <summary>Makes a sample.</summary>
    /// <param name="ids">Token ids as the model sees them, shape [length].</param>
    /// <param name="segments">Segment of each token, shape [length].</param>
    /// <param name="labels">The hidden id at each position, <see cref="Labels.Ignore"/> where nothing is asked; shape [length].</param>
    public MaskedSample(int[] ids, int[] segments, int[] labels)
        : base(ids, segments, labels, new AttentionShape(AttentionKind.Bidirectional, ids?.Length ?? 0, 0))
    {
    }
}
