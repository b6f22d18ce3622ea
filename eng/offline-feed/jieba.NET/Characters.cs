using System.Runtime.CompilerServices;

namespace JiebaNet.Segmenter;

/// <summary>The classes of characters by which jieba 0.42.1 takes a text apart before it looks for words.</summary>
internal static class Characters
{
    /// <summary>Whether the hidden Markov model speaks of a character.</summary>
    public static bool IsHan(char character) => character is >= HiddenMarkovModel.FirstHan and <= HiddenMarkovModel.LastHan;

    /// <summary>Whether a character can stand in a word of the dictionary.</summary>
    public static bool OfWords(char character) =>
        IsHan(character) || char.IsAsciiLetterOrDigit(character) || character is '+' or '#' or '&' or '.' or '_' or '%' or '-';

    /// <summary>Where the characters end that can stand in words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int EndOfBlock(string text, int at)
    {
        while (at < text.Length && OfWords(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>Whether a character is white space to Python, which counts the four information separators in.</summary>
    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F';

    /// <summary>How many UTF-16 units stay together outside words: two in a line end CR LF and in a character beyond U+FFFF.</summary>
    public static int LengthOfSeparator(string text, int at)
    {
        if (at + 1 == text.Length)
        {
            return 1;
        }

        return (text[at] == '\r' && text[at + 1] == '\n') || char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
    }
}
