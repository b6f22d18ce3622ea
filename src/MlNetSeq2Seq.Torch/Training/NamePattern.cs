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

    /// <summary>Checks that each pattern fits a name: one that fits none is most likely misspelt, and would be passed over in silence.</summary>
    /// <param name="patterns">The patterns.</param>
    /// <param name="names">The names.</param>
    /// <param name="who">What the patterns are for, as the beginning of a sentence: "Stage 1 freezes parameters".</param>
    /// <exception cref="ArgumentException">A pattern fits no name; the message gives it and a name.</exception>
    public static void RequireUse(IEnumerable<string> patterns, IEnumerable<string> names, string who)
    {
        if (patterns.FirstOrDefault(pattern => !names.Any(name => Fits(name, pattern))) is { } unused)
        {
            throw new ArgumentException($"{who} with '{unused}' in their names, but the model has none; it has names such as '{names.FirstOrDefault()}' and '{names.LastOrDefault()}'.");
        }
    }

    /// <summary>Patterns as a part of a sentence.</summary>
    public static string Quoted(IReadOnlyList<string> patterns) => patterns.Count == 0 ? "nothing in particular" : string.Join(", ", patterns.Select(p => $"'{p}'"));
}
