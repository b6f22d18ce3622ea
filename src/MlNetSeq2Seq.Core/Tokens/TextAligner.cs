namespace MlNetSeq2Seq.Tokens;

/// <summary>Finds where the characters of a normalised text come from, for normalisers that do not tell.</summary>
internal static class TextAligner
{
    // SentencePiece shows spaces as this.
    private const char VisibleSpace = '\u2581';
    private const int Window = 16;
    private const int EnoughEqual = 8;

    /// <summary>
    /// Aligns two texts that differ here and there: unequal stretches are taken for inserted, removed or replaced, what is shorter first.
    /// </summary>
    internal static AlignedText Align(string text, string normalized)
    {
        int[] starts = new int[normalized.Length];
        int[] ends = new int[normalized.Length];
        int i = 0;
        int j = 0;
        while (j < normalized.Length)
        {
            (int inserted, int removed) = AreEqualAt(text, normalized, i, j) ? (0, 0) : NextDifference(text, normalized, i, j);
            if (inserted == 0 && removed == 0)
            {
                (starts[j], ends[j]) = (i, i + 1);
                (i, j) = (i + 1, j + 1);
                continue;
            }

            for (int k = 0; k < inserted; k++)
            {
                starts[j + k] = Math.Min(i + k, i + removed);
                ends[j + k] = k == inserted - 1 ? i + removed : Math.Min(i + k + 1, i + removed);
            }

            (i, j) = (i + removed, j + inserted);
        }

        return new AlignedText(normalized, starts, ends);
    }

    // The shortest stretch after which both agree again; of equally short ones that after which they agree longer.
    private static (int Inserted, int Removed) NextDifference(string text, string normalized, int i, int j)
    {
        for (int size = 1; size <= Window; size++)
        {
            (int inserted, int removed, int equal) = (0, 0, 0);
            for (int insertion = size; insertion >= 0; insertion--)
            {
                int agreement = EqualFrom(text, normalized, i + size - insertion, j + insertion);
                if (agreement > equal)
                {
                    (inserted, removed, equal) = (insertion, size - insertion, agreement);
                }
            }

            if (equal > 0)
            {
                return (inserted, removed);
            }
        }

        return (normalized.Length - j, text.Length - i);
    }

    private static int EqualFrom(string text, string normalized, int i, int j)
    {
        if (i == text.Length && j == normalized.Length)
        {
            return EnoughEqual;
        }

        int count = 0;
        while (count < EnoughEqual && j + count < normalized.Length && AreEqualAt(text, normalized, i + count, j + count))
        {
            count++;
        }

        return count;
    }

    private static bool AreEqualAt(string text, string normalized, int i, int j) =>
        i < text.Length && (text[i] == normalized[j]
            || (text[i] == ' ' && normalized[j] == VisibleSpace)
            || char.ToLowerInvariant(text[i]) == char.ToLowerInvariant(normalized[j]));
}
