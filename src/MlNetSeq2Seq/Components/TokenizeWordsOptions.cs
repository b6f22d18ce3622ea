using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="TokenizeWordsEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TokenizeWordsOptions
{
    /// <summary>The vocabulary, and the form of rows.</summary>
    public required WordTokenizationOptions Tokenization { get; init; }

    /// <summary>Where the words come from.</summary>
    public WordSource WordsFrom { get; init; } = WordSource.Offsets;

    /// <summary>The text; not with <see cref="WordSource.Words"/>.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>Where the words of the text begin, a vector of Int32; with <see cref="WordSource.Offsets"/>.</summary>
    public string WordOffsetsColumn { get; init; } = "WordOffsets";

    /// <summary>The words, a vector of text; with <see cref="WordSource.Words"/>.</summary>
    public string WordsColumn { get; init; } = "Words";

    /// <summary>Token ids, a vector of Int32.</summary>
    public string InputIdsColumn { get; init; } = "InputIds";

    /// <summary>The number of each token's word, -1 for special tokens; a vector of Int32.</summary>
    public string WordIdsColumn { get; init; } = "WordIds";

    /// <summary>The segment of each token, 0 for all; a vector of Int32.</summary>
    public string SegmentIdsColumn { get; init; } = "SegmentIds";
}
