using System.Text.RegularExpressions;

namespace MlNetSeq2Seq.Metrics;

/// <summary>
/// English words as the Penn Treebank parts them (MacIntyre, 1995), which NLTK's <c>word_tokenize</c> follows: marks stand alone, clitics such as
/// <c>'s</c> and <c>n't</c> part from their word, the point at the end parts from the last word and no other.
/// </summary>
/// <remarks>differs: a text is taken as one sentence, where NLTK first parts sentences with a model that was learnt from English news.</remarks>
internal static class TreebankWords
{
    private static readonly (Regex Pattern, string Replacement)[] s_rules =
    [
        // Quotes that open.
        Rule("[«“‘„]|`+", " $0 "),
        Rule("^\"", "`` "),
        Rule(@"(?<=[ (\[{<])(""|'')", " `` "),
        Rule(@"'(?!re|ve|ll|m|t|s|d|n)(?=\w\b)", "' "),

        // The last point, and marks; a comma or colon within a number stays.
        Rule(@"(?<=[^.])\.(?=[\])}>""'»”’ ]*\s*$)", " . "),
        Rule(@"[:,](?!\d)", " $0 "),
        Rule(@"\.{2,}", " $0 "),
        Rule(@"[;@#$%&?!*()\[\]{}<>]|--", " $0 "),
        Rule(@"(?<=[^'])' ", " ' "),

        // Quotes that close, and clitics.
        Rule("[»”’]", " $0 "),
        Rule("''|\"", " '' "),
        Rule(@"(?<=[^' ])('s|'m|'d|'ll|'re|'ve|n't|')(?= |$)", " $0"),
        Rule(@"\b(can)(not)\b|\b(d)('ye)\b|\b(gim|lem)(me)\b|\b(gon|wan)(na)\b|\b(got)(ta)\b|\b(more)('n)\b", "$1$3$5$7$9${11} $2$4$6$8${10}${12}"),
        Rule(@"(?<= |^)('t)(is|was)\b", "$1 $2"),
    ];

    /// <summary>The words of a text in small letters.</summary>
    public static string[] Of(string text) =>
        s_rules.Aggregate(text, (parted, rule) => rule.Pattern.Replace(parted, rule.Replacement)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static (Regex Pattern, string Replacement) Rule(string pattern, string replacement) =>
        (new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)), replacement);
}
