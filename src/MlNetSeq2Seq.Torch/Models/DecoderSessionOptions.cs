using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Models;

/// <summary>What a decoder session needs to know besides the model and its sources.</summary>
public sealed record DecoderSessionOptions
{
    /// <summary>The special tokens of the vocabulary.</summary>
    public required SpecialTokens SpecialTokens { get; init; }

    /// <summary>The segment of what is written; the default is UniLM's.</summary>
    public int TargetSegment { get; init; } = 5;
}
