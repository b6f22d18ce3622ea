using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Unilm;

/// <summary>Options of <see cref="UnilmChunking"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UnilmChunkingOptions
{
    /// <summary>Tokens, special ones not counted, with which a run is long enough.</summary>
    public int Length { get; init; } = 100;

    /// <summary>Whether a sentence that would be a run alone is one, written twice, as the source has it; else it is left out.</summary>
    public bool RepeatLoneSentences { get; init; } = true;
}
