using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Reading;

/// <summary>A run of tokens of a text.</summary>
/// <param name="First">Number of the first token.</param>
/// <param name="Last">Number of the last token, at least <paramref name="First"/>.</param>
public readonly record struct AnswerTokens(int First, int Last)
{
    /// <summary>The tokens that a part of a text touches.</summary>
    /// <param name="tokens">The tokens of the text.</param>
    /// <param name="span">The part.</param>
    /// <returns>null where it touches none: a part of blanks, for example.</returns>
    public static AnswerTokens? Of(TokenSequence tokens, TextSpan span)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        int first = Array.FindIndex(tokens.Offsets, offset => offset.End > span.Start && offset.Start < span.End);
        int last = Array.FindLastIndex(tokens.Offsets, offset => offset.End > span.Start && offset.Start < span.End);
        return first < 0 ? null : new AnswerTokens(first, last);
    }

    /// <summary>What the tokens stand for in the text itself: with its letters, blanks and all between them.</summary>
    /// <param name="tokens">The tokens of the text.</param>
    public TextSpan In(TokenSequence tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        int start = tokens.Offsets[First].Start;
        return new TextSpan(start, tokens.Offsets[Last].End - start);
    }
}
