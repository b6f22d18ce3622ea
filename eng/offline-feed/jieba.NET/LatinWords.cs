using System.Collections.Generic;

namespace JiebaNet.Segmenter;

/// <summary>What jieba finds where single characters of no Chinese script wait for the model.</summary>
internal static class LatinWords
{
    /// <summary>Adds numbers, percentages and words of Latin letters, and what stands between them in one piece.</summary>
    public static void Add(string text, int start, int end, List<string> words)
    {
        int between = start;
        for (int at = start; at < end;)
        {
            if (!char.IsAsciiLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            if (at > between)
            {
                words.Add(text.Substring(between, at - between));
            }

            int first = at;
            at = SkipLettersAndDigits(text, at, end);
            if (at + 1 < end && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
            {
                at = SkipDigits(text, at + 1, end);
            }

            at = at < end && text[at] == '%' ? at + 1 : at;
            words.Add(text.Substring(first, at - first));
            between = at;
        }

        if (end > between)
        {
            words.Add(text.Substring(between, end - between));
        }
    }

    private static int SkipLettersAndDigits(string text, int at, int end)
    {
        while (at < end && char.IsAsciiLetterOrDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int SkipDigits(string text, int at, int end)
    {
        while (at < end && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }
}
