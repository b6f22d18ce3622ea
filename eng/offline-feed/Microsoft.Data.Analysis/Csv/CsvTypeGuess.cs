using System;
using System.Collections.Generic;

namespace Microsoft.Data.Analysis;

internal static class CsvTypeGuess
{
    // The widest first: a column with a value of one type and another of a later one has the earlier type. Whole numbers count as float.
    private static readonly Type[] WidestFirst = { typeof(string), typeof(float), typeof(bool), typeof(DateTime) };

    /// <summary>The type that all values have, empty ones and "null" aside; string when there is nothing to see.</summary>
    public static Type Guess(IEnumerable<string> values)
    {
        int widest = WidestFirst.Length;
        foreach (string value in values)
        {
            if (!string.IsNullOrEmpty(value) && !value.Equals("null", StringComparison.OrdinalIgnoreCase))
                widest = Math.Min(widest, Array.IndexOf(WidestFirst, GuessOne(value)));
        }
        return widest < WidestFirst.Length ? WidestFirst[widest] : typeof(string);
    }

    private static Type GuessOne(string value)
    {
        if (bool.TryParse(value, out _))
            return typeof(bool);
        if (float.TryParse(value, out _))
            return typeof(float);
        return DateTime.TryParse(value, out _) ? typeof(DateTime) : typeof(string);
    }
}
