namespace MlNetSeq2Seq.Samples;

/// <summary>Source and target in one sequence, for a model that is encoder and decoder in one (UniLM).</summary>
public sealed record PrefixSample : TrainingSample
{
    /// <summary>Makes a sample.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <param name="segments">Segment of each token, shape [length].</param>
    /// <param name="labels">The id that is asked for at each position, <see cref="Labels.Ignore"/> where nothing is; shape [length].</param>
    /// <param name="attention">Who may look at whom.</param>
    public PrefixSample(int[] ids, int[] segments, int[] labels, AttentionShape attention)
        : base(ids, segments, labels, attention)
    {
    }
}
