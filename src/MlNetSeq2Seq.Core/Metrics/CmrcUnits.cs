using System.Text;

namespace MlNetSeq2Seq.Metrics;

/// <summary>The units that <see cref="CmrcScore"/> compares.</summary>
internal static class CmrcUnits
{
    // The published list also has '……', which is two characters and so is never found in a text that is gone through one by one.
    private const string Punctuation = "-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』";

    /// <summary>Chinese characters, and the English words of what stands between them; small letters, without the listed punctuation.</summary>
    public static string[] Of(string text)
    {
        List<string> units = [];
        StringBuilder other = new();
        foreach (char unit in WithoutPunctuation(text))
        {
            if (unit is >= '\u4E00' and <= '\u9FA5')
            {
                Flush();
                units.Add(unit.ToString());
            }
            else
            {
                other.Append(unit);
            }
        }

        Flush();
        return [.. units];

        void Flush()
        {
            units.AddRange(TreebankWords.Of(other.ToString()));
            other.Clear();
        }
    }

    /// <summary>The text in small letters without the listed punctuation, and without blanks at its ends.</summary>
    public static string WithoutPunctuation(string text) =>
        string.Concat(text.ToLowerInvariant().Trim().Where(unit => !Punctuation.Contains(unit, StringComparison.Ordinal)));
}
