using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>Options of <see cref="TextInfilling"/>; the defaults are those of BART's paper.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TextInfillingOptions
{
    /// <summary>The token that stands for a hidden span.</summary>
    public required int MaskId { get; init; }

    /// <summary>Entries of the vocabulary; a random token is below.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Words that the drawn spans have together, as a share of the row's, rounded up; in [0, 1]. Spans that overlap hide fewer.</summary>
    public double MaskRatio { get; init; } = 0.3;

    /// <summary>
    /// Mean of the Poisson law of span lengths, words; 3 in the paper, 3.5 in the published command. Null hides single words.
    /// </summary>
    public double? MeanSpanLength { get; init; } = 3;

    /// <summary>How the source shows a span: <see cref="SpanDisplay.Mask"/>, a mask for each token, or nothing.</summary>
    public SpanDisplay Display { get; init; } = SpanDisplay.Mask;

    /// <summary>Chance that a span is shown as a random token where a mask would stand, in [0, 1]; 0.1 in the published command.</summary>
    public double RandomRatio { get; init; }

    /// <summary>The lowest id of a random token; set it behind special tokens where these stand first in the vocabulary.</summary>
    public int FirstRandomId { get; init; } = 1;
}
