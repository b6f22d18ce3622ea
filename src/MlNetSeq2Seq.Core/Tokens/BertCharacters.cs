using System.Globalization;
using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>BERT's classes of characters (google-research/bert, tokenization.py).</summary>
internal static class BertCharacters
{
    /// <summary>Whether a character is an ideograph, which BERT makes a word of its own.</summary>
    internal static bool IsIdeograph(int codePoint) => codePoint is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B820 and <= 0x2CEAF)
        or (>= 0x2F800 and <= 0x2FA1F);

    /// <summary>
    /// Whether a character is punctuation: Unicode's, and every ASCII symbol, such as '$', that Unicode does not count as such.
    /// </summary>
    internal static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? rune.Value is (>= 33 and <= 47) or (>= 58 and <= 64) or (>= 91 and <= 96) or (>= 123 and <= 126)
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation
            or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;

    /// <summary>Whether a character parts words and shows as a space.</summary>
    internal static bool IsSpace(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    /// <summary>The small form of a letter, the same with and without ICU.</summary>
    internal static Rune ToLower(Rune rune) => rune.Value switch
    {
        0x130 => new Rune('i'), // İ: Unicode's full form has a mark as well, which is taken away in any case
        0x2126 => new Rune(0x3C9), // Ohm
        0x212A => new Rune('k'), // Kelvin
        0x212B => new Rune(0xE5), // Ångström
        _ => Rune.ToLowerInvariant(rune),
    };
}
