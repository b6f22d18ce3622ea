using System.Text.Json.Serialization;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Corpora;

/// <summary>Options of <see cref="CorpusEncoder"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CorpusEncoderOptions
{
    /// <summary>Where sentences end.</summary>
    public SentenceSplitterOptions Sentences { get; init; } = new();

    /// <summary>
    /// Most tokens of a row, special ones not counted: longer documents become several rows of whole sentences; null for no limit.
    /// </summary>
    public int? MaximumTokens { get; init; }

    /// <summary>Rows of fewer tokens are left out; at least 1.</summary>
    public int MinimumTokens { get; init; } = 1;
}
