using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>
/// A chosen token is shown as the mask, as a random token or as it is: 80, 10 and 10 of 100 (Devlin et al., arXiv:1810.04805, section 3.1).
/// </summary>
public sealed record TokenCorruption : MaskCorruption
{
    /// <summary>Every chosen token is shown as the mask.</summary>
    public static TokenCorruption AllMask { get; } = new() { MaskShare = 1, RandomShare = 0 };

    /// <summary>Share of the tokens that the input shows as the mask, in [0, 1]; what neither this nor the random share has, is kept.</summary>
    public double MaskShare { get; init; } = 0.8;

    /// <summary>Whether one draw decides for all tokens of a span, as in SpanBERT.</summary>
    public bool PerSpan { get; init; }

    internal override ICorruptor CreateCorruptor(WholeWordMaskingOptions options, SpecialTokens specialTokens, IRandomTokens randomTokens) =>
        new TokenCorruptor(this, specialTokens.MaskId, randomTokens);
}
