using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Writes WordPiece tokens as text. WordPiece does not keep where spaces stood, so they are put where writing wants them.
/// </summary>
internal sealed class WordPieceDecoder(Vocabulary vocabulary, SpecialTokens specialTokens, string continuationPrefix)
{
    /// <summary>The text of tokens; special tokens but the unknown one are left out.</summary>
    internal string Decode(ReadOnlySpan<int> ids)
    {
        StringBuilder text = new(ids.Length * 2);
        foreach (int id in ids)
        {
            string token = vocabulary[id];
            if (specialTokens.Contains(id) && id != specialTokens.UnknownId)
            {
                continue;
            }

            if (token.Length > continuationPrefix.Length && token.StartsWith(continuationPrefix, StringComparison.Ordinal))
            {
                text.Append(token, continuationPrefix.Length, token.Length - continuationPrefix.Length);
                continue;
            }

            if (NeedsSpace(text, token))
            {
                text.Append(' ');
            }

            text.Append(token);
        }

        return text.ToString();
    }

    // Between words of scripts that part words by spaces, and after a comma and the like between two such words.
    private static bool NeedsSpace(StringBuilder text, string token)
    {
        if (text.Length == 0 || !IsOfSpacedWord(First(token)))
        {
            return false;
        }

        return IsOfSpacedWord(text[^1])
            || (text[^1] is ',' or ';' or '!' or '?' && text.Length > 1 && IsSpacedLetter(text[^2]) && IsSpacedLetter(First(token)));
    }

    private static bool IsSpacedLetter(char unit) => char.IsLetter(unit) && IsOfSpacedWord(unit);

    private static char First(string token) => token.Length > 0 ? token[0] : '\0';

    private static bool IsOfSpacedWord(char unit) => char.IsLetterOrDigit(unit) && unit is not (
        (>= '\u2E80' and <= '\u9FFF') // radicals, kana, ideographs
        or (>= '\uF900' and <= '\uFAFF') // compatibility ideographs
        or (>= '\uFF00' and <= '\uFFEF')); // full-width forms
}
