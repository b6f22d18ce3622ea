namespace MlNetSeq2Seq.Samples;

/// <summary>The segment (token type) ids of the two parts of a sequence.</summary>
/// <param name="Source">Segment of the source and its special tokens.</param>
/// <param name="Target">Segment of the target and its end token.</param>
public readonly record struct SegmentIds(int Source, int Target)
{
    /// <summary>The segment of padding.</summary>
    public const int Padding = 0;

    /// <summary>BERT's segments 0 and 1, for models with two of them.</summary>
    public static SegmentIds Bert { get; } = new(0, 1);

    /// <summary>UniLM's segments, which tell the model the kind of attention: 0 and 1, 2, 3, or 4 and 5.</summary>
    /// <param name="kind">The kind of attention.</param>
    public static SegmentIds Unilm(AttentionKind kind) => kind switch
    {
        AttentionKind.Bidirectional => new(0, 1),
        AttentionKind.LeftToRight => new(2, 2),
        AttentionKind.RightToLeft => new(3, 3),
        AttentionKind.SequenceToSequence => new(4, 5),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"UniLM has no segments for the kind of attention '{kind}'."),
    };
}
