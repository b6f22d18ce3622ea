namespace MlNetSeq2Seq.Samples;

/// <summary>A sequence that is read from left to right and continued (GPT's language model).</summary>
public sealed record CausalSample : TrainingSample
{
    /// <summary>Makes a sample.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <param name="labels">
    /// The id that follows each position, already shifted: <c>labels[i] = ids[i + 1]</c>; <see cref="Labels.Ignore"/> where nothing is asked.
    /// Shape [length].
    /// </param>
    public CausalSample(int[] ids, int[] labels)
        : base(ids, new int[ids?.Length ?? 0], labels, new AttentionShape(AttentionKind.LeftToRight, ids?.Length ?? 0, 0))
    {
    }
}
