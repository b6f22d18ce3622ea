using System.Text.Json.Serialization;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="SegmentWordsEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SegmentWordsOptions
{
    /// <summary>How words are found, with the user's own words, which go into the model zip.</summary>
    public JiebaWordSegmenterOptions Segmenter { get; init; } = new();

    /// <summary>The column that is read, text.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>The words, a vector of text.</summary>
    public string WordsColumn { get; init; } = "Words";

    /// <summary>Where each word begins in the text, in UTF-16 units; a vector of Int32.</summary>
    public string WordOffsetsColumn { get; init; } = "WordOffsets";
}
