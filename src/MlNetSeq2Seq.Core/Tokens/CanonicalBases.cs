using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>What is left of a character when its marks are taken away: é gives e, が gives か, a Hangul syllable its letters.</summary>
/// <remarks>
/// Not by <see cref="string.Normalize(NormalizationForm)"/>: that does nothing in a process with invariant globalization, and follows the
/// ICU of the machine elsewhere. A model must see the same tokens everywhere.
/// </remarks>
internal static class CanonicalBases
{
    // Unicode Standard, section 3.12: arithmetic of Hangul syllables.
    private const int FirstSyllable = 0xAC00;
    private const int LastSyllable = 0xD7A3;
    private const int Vowels = 21;
    private const int Trails = 28;

    private static readonly FrozenDictionary<int, string> s_bases = Read();

    /// <summary>Whether a character has a canonical decomposition.</summary>
    internal static bool Has(Rune rune) => IsSyllable(rune) || s_bases.ContainsKey(rune.Value);

    /// <summary>The canonical decomposition without nonspacing marks; the character itself where it has none.</summary>
    internal static string Of(Rune rune) => IsSyllable(rune) ? LettersOf(rune.Value - FirstSyllable)
        : s_bases.TryGetValue(rune.Value, out string? bases) ? bases
        : rune.ToString();

    private static bool IsSyllable(Rune rune) => rune.Value is >= FirstSyllable and <= LastSyllable;

    private static string LettersOf(int syllable)
    {
        char lead = (char)(0x1100 + (syllable / (Vowels * Trails)));
        char vowel = (char)(0x1161 + (syllable % (Vowels * Trails) / Trails));
        int trail = syllable % Trails;
        return trail == 0 ? new string([lead, vowel]) : new string([lead, vowel, (char)(0x11A7 + trail)]);
    }

    private static FrozenDictionary<int, string> Read()
    {
        using Stream stream = typeof(CanonicalBases).Assembly.GetManifestResourceStream("CanonicalBases.txt")
            ?? throw new InvalidOperationException("The assembly lacks its table CanonicalBases.txt.");
        using StreamReader reader = new(stream, Encoding.ASCII);
        Dictionary<int, string> bases = [];
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                int[] values = [.. line.Split(' ').Select(hex => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
                bases.Add(values[0], string.Concat(values.Skip(1).Select(value => new Rune(value).ToString())));
            }
        }

        return bases.ToFrozenDictionary();
    }
}
