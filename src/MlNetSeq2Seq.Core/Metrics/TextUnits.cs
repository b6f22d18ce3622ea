using System.Text;

namespace MlNetSeq2Seq.Metrics;

/// <summary>Makes the units of a text that metrics compare.</summary>
public static class TextUnits
{
    /// <summary>The characters (Unicode code points) without white space, in the case they have: the units for Chinese.</summary>
    /// <param name="text">The text.</param>
    public static int[] Characters(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> units = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune))
            {
                units.Add(rune.Value);
            }
        }

        return [.. units];
    }
}
