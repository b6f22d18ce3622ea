using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Text;

/// <summary>Options of <see cref="SentenceSplitter"/>; the defaults are the source's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SentenceSplitterOptions
{
    /// <summary>Characters that end a sentence. A run of ！ ends one sentence and not several.</summary>
    public string EndMarks { get; init; } = "？。！!";

    /// <summary>Whether …… ends a sentence.</summary>
    public bool EndAtEllipsis { get; init; } = true;

    /// <summary>
    /// Whether what stands between “ and ” stays in one sentence. A quotation that is never closed goes on to the end of the text.
    /// </summary>
    public bool KeepQuotations { get; init; } = true;
}
