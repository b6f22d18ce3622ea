namespace MlNetSeq2Seq.Samples;

/// <summary>A source and what a decoder writes for it (BART, T5).</summary>
public sealed record Seq2SeqSample : TrainingSample
{
    /// <summary>Makes a sample.</summary>
    /// <param name="ids">Token ids of the source, shape [length].</param>
    /// <param name="decoderIds">What the decoder reads: the target moved right by its start token; shape [decoder length].</param>
    /// <param name="labels">What the decoder must give at each of its positions, <see cref="Labels.Ignore"/> where nothing is asked; shape [decoder length].</param>
    public Seq2SeqSample(int[] ids, int[] decoderIds, int[] labels)
        : base(ids, new int[ids?.Length ?? 0], labels, new AttentionShape(AttentionKind.Bidirectional, ids?.Length ?? 0, 0))
    {
        ArgumentNullException.ThrowIfNull(decoderIds);
        DecoderIds = decoderIds;
    }
}
