namespace MlNetSeq2Seq.Training;

/// <summary>Patterns for the names of parameters: a pattern fits where it stands anywhere in the name; <c>*</c> in it stands for any characters.</summary>
internal static class NamePattern
{
    public static bool Fits(string name, string pattern)
    {
        int from = 0;
        foreach (string part in pattern.Split('*'))
        {
            int at = name.IndexOf(part, from, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            from = at + part.Length;
        }

        return true;
    }

    public static bool FitsAny(string name, IReadOnlyList<string> patterns) => patterns.Any(pattern => Fits(name, pattern));
}
