using System.Text.Json.Serialization;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="SplitSentencesEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SplitSentencesOptions
{
    /// <summary>Where sentences end.</summary>
    public SentenceSplitterOptions Splitter { get; init; } = new();

    /// <summary>The column that is read, text.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>The column that is written, a vector of text.</summary>
    public string SentencesColumn { get; init; } = "Sentences";
}
