using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Classification;

/// <summary>How one or two texts become a row whose class is asked for.</summary>
public sealed record ClassificationLayoutOptions
{
    /// <summary>The special tokens of the vocabulary.</summary>
    public required SpecialTokens SpecialTokens { get; init; }

    /// <summary>Most tokens of a row, special tokens included.</summary>
    public int MaximumLength { get; init; } = 128;

    /// <summary>Which of two texts loses its last tokens where both do not fit; a text alone is cut at its end, or refused with <see cref="PairTruncation.None"/>.</summary>
    public PairTruncation Truncation { get; init; } = PairTruncation.LongestFirst;
}
