using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Reading;

/// <summary>How a question and a text become rows for a model. The defaults are those of CMRC2018's published preparation.</summary>
public sealed record ReadingLayoutOptions
{
    /// <summary>The special tokens of the vocabulary.</summary>
    public required SpecialTokens SpecialTokens { get; init; }

    /// <summary>Most tokens of a row, special tokens included.</summary>
    public int MaximumLength { get; init; } = 512;

    /// <summary>Most tokens of a question; the rest is cut off.</summary>
    public int MaximumQuestionLength { get; init; } = 64;

    /// <summary>How many tokens after the last one the next row begins, at least 1.</summary>
    public int Stride { get; init; } = 128;
}
