using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>
/// A chosen word is shown as a similar word, as a random word or as it is; the mask, which no text has, is never shown
/// (Cui et al., MacBERT, arXiv:2004.13922, section 4). Needs <see cref="MaskingStatistics.SimilarWords"/>.
/// </summary>
/// <remarks>
/// Labels stand at the places of the clean tokens, so a word gives way only to a word of as many tokens. A word without such a
/// neighbour is shown as a random word; where the table has none of that many tokens, each of its tokens as a random token.
/// </remarks>
public sealed record SimilarWordCorruption : MaskCorruption
{
    /// <summary>Share of the words that the input shows as a similar one, in [0, 1]; what neither this nor the random share has, is kept.</summary>
    public double SimilarShare { get; init; } = 0.8;

    internal override ICorruptor CreateCorruptor(WholeWordMaskingOptions options, SpecialTokens specialTokens, IRandomTokens randomTokens) =>
        new SimilarWordCorruptor(this, options, randomTokens);
}
