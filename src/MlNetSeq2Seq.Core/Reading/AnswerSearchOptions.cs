using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Reading;

/// <summary>Options of <see cref="AnswerSearch"/>. The defaults are those of CMRC2018's published evaluation.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AnswerSearchOptions
{
    /// <summary>How many of the best first tokens, and of the best last tokens, of a row are combined; at least 1.</summary>
    public int EndCount { get; init; } = 20;

    /// <summary>Most tokens of an answer, at least 1.</summary>
    public int MaximumAnswerLength { get; init; } = 50;
}
