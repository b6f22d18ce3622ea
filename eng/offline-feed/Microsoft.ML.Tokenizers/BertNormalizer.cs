using System;
using System.Globalization;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// The cleaning of BERT as the original does it: control characters go (tabs and line ends too), every space becomes U+0020,
/// capitals become small, Chinese characters get a space on either side.
/// </summary>
internal sealed class BertNormalizer(bool lowerCase, bool individuallyTokenizeCjk, bool removeNonSpacingMarks) : Normalizer
{
    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());

    public override string Normalize(string original)
    {
        if (string.IsNullOrEmpty(original))
        {
            return string.Empty;
        }

        // Only so do accents stand alone. A program in globalization-invariant mode does not decompose, and keeps its accents.
        string text = removeNonSpacingMarks ? original.Normalize(NormalizationForm.FormD) : original;
        StringBuilder clean = new(text.Length * 2);
        int width;
        for (int at = 0; at < text.Length; at += width)
        {
            width = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
            ReadOnlySpan<char> character = text.AsSpan(at, width);
            if (character[0] is not ('\0' or '\uFFFD'))
            {
                AppendCharacter(clean, character, CharUnicodeInfo.GetUnicodeCategory(text, at));
            }
        }

        return clean.Length == 0 ? string.Empty : clean.ToString().Normalize(NormalizationForm.FormC);
    }

    private void AppendCharacter(StringBuilder clean, ReadOnlySpan<char> character, UnicodeCategory category)
    {
        switch (category)
        {
            case UnicodeCategory.Control:
            case UnicodeCategory.NonSpacingMark when removeNonSpacingMarks:
                break;
            case UnicodeCategory.SpaceSeparator:
                clean.Append(' ');
                break;
            case UnicodeCategory.UppercaseLetter when lowerCase:
                Span<char> small = stackalloc char[character.Length];
                character.ToLowerInvariant(small);
                clean.Append(small);
                break;
            default:
                if (individuallyTokenizeCjk && IsCjk(character))
                {
                    clean.Append(' ').Append(character).Append(' ');
                }
                else
                {
                    clean.Append(character);
                }

                break;
        }
    }

    /// <summary>The blocks of CJK ideographs that BERT treats character by character.</summary>
    private static bool IsCjk(ReadOnlySpan<char> character) => CodePoint(character) is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B820 and <= 0x2CEAF)
        or (>= 0x2F800 and <= 0x2FA1F);

    private static int CodePoint(ReadOnlySpan<char> character) =>
        character.Length == 2 ? char.ConvertToUtf32(character[0], character[1]) : character[0];
}
