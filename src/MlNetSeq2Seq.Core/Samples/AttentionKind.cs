using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Samples;

/// <summary>Who may look at whom within one sequence: UniLM's four kinds (Dong et al., arXiv:1905.03197, section 2.2).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttentionKind>))]
public enum AttentionKind
{
    /// <summary>Every token looks at every token.</summary>
    Bidirectional,

    /// <summary>A token looks at itself and at what stands before it.</summary>
    LeftToRight,

    /// <summary>A token looks at itself and at what stands after it.</summary>
    RightToLeft,

    /// <summary>
    /// A token of the source looks at the whole source; a token of the target at the source, at itself and at the target before it.
    /// </summary>
    SequenceToSequence,
}
