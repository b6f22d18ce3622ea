using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>Takes a text apart into the pieces that are then tokenized each by itself.</summary>
public abstract partial class PreTokenizer
{
    private const int PatienceInMilliseconds = 30_000;

    private static readonly PreTokenizer WordsOrPunctuation = new RegexPreTokenizer(WordOrPunctuationRegex(), null);
    private static readonly PreTokenizer WordsOrNonWords = new RegexPreTokenizer(WordOrNonWordRegex(), null);
    private static readonly PreTokenizer Visible = new RegexPreTokenizer(WhiteSpaceRegex(), null);

    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(string text);

    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text);

    /// <summary>Words of letters, digits and underscores, and single punctuation characters; symbols (as + or ~) fall away.</summary>
    public static PreTokenizer CreateWordOrPunctuation(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        specialTokens is null ? WordsOrPunctuation : new RegexPreTokenizer(WordOrPunctuationRegex(), specialTokens);

    /// <summary>Words of letters, digits and underscores, and runs of what is neither that nor white space.</summary>
    public static PreTokenizer CreateWordOrNonWord(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        specialTokens is null ? WordsOrNonWords : new RegexPreTokenizer(WordOrNonWordRegex(), specialTokens);

    /// <summary>Whatever stands between white space.</summary>
    public static PreTokenizer CreateWhiteSpace(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        specialTokens is null ? Visible : new RegexPreTokenizer(WhiteSpaceRegex(), specialTokens);

    [GeneratedRegex(@"\w+|[\p{P}]", RegexOptions.None, PatienceInMilliseconds)]
    private static partial Regex WordOrPunctuationRegex();

    [GeneratedRegex(@"\w+|[^\w\s]+", RegexOptions.None, PatienceInMilliseconds)]
    private static partial Regex WordOrNonWordRegex();

    [GeneratedRegex(@"\S+", RegexOptions.None, PatienceInMilliseconds)]
    private static partial Regex WhiteSpaceRegex();
}
