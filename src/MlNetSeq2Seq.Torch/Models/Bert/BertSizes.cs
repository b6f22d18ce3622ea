namespace MlNetSeq2Seq.Models.Bert;

/// <summary>The numbers that BERT's modules are made of; BERT's and UniLM's configs both give them.</summary>
internal sealed record BertSizes
{
    public required int VocabularySize { get; init; }

    public required int HiddenSize { get; init; }

    public required int LayerCount { get; init; }

    public required int HeadCount { get; init; }

    public required int IntermediateSize { get; init; }

    public required int MaximumLength { get; init; }

    public required int SegmentCount { get; init; }

    public required double LayerNormEpsilon { get; init; }

    public required double HiddenDropout { get; init; }

    public required double AttentionDropout { get; init; }

    public required double InitializerRange { get; init; }

    /// <summary>The width of adapters; 0 for none.</summary>
    public int AdapterSize { get; init; }

    /// <summary>Position embeddings of each position; UniLM's pre-training has one for each kind of attention.</summary>
    public int PositionSets { get; init; } = 1;

    /// <summary>Transformed states of each hidden state in the output layer; UniLM's pre-training has one for each kind of attention.</summary>
    public int OutputSets { get; init; } = 1;

    /// <summary>Whether the first hidden state is summed up by a pooler.</summary>
    public bool HasPooler { get; init; } = true;

    /// <summary>Classes of the head below <c>cls.seq_relationship</c>; 0 for none.</summary>
    public int SequenceClassCount { get; init; }
}
