using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Text;

/// <summary>Options of <see cref="SentencePacking"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SentencePackingOptions
{
    /// <summary>Most tokens of a block, or most characters where none cuts them into tokens; special tokens are not counted. At least 1.</summary>
    public int MaximumLength { get; init; } = 510;

    /// <summary>Shorter blocks are dropped.</summary>
    public int MinimumLength { get; init; }

    /// <summary>What happens to a sentence that is longer than a block may be.</summary>
    public LongSentences LongSentences { get; init; } = LongSentences.Cut;
}
