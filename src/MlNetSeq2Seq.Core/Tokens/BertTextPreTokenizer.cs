using System.Buffers;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace MlNetSeq2Seq.Tokens;

/// <summary>BERT's words: runs between white space, every punctuation character a word of its own.</summary>
/// <remarks>
/// Used in place of the package's own pre-tokenizer, which drops symbols: of "￥9.9" and "25℃" only the digits would be left.
/// </remarks>
internal sealed class BertTextPreTokenizer : PreTokenizer
{
    private readonly string[] _specialTokens;

    /// <summary>Makes a pre-tokenizer.</summary>
    /// <param name="specialTokens">Tokens that are a word although they hold punctuation.</param>
    internal BertTextPreTokenizer(IEnumerable<string> specialTokens) => _specialTokens = [.. specialTokens];

    /// <inheritdoc/>
    public override IEnumerable<(int, int)> PreTokenize(string text) => Split(text);

    /// <inheritdoc/>
    public override IEnumerable<(int, int)> PreTokenize(ReadOnlySpan<char> text) => Split(text);

    /// <summary>The words, as start and length.</summary>
    internal List<(int Start, int Length)> Split(ReadOnlySpan<char> text)
    {
        List<(int, int)> words = new(text.Length);
        int start = 0;
        for (int i = 0; i < text.Length;)
        {
            int length = 1;
            if (char.IsWhiteSpace(text[i]))
            {
                AddUpTo(words, start, i);
                start = i + 1;
            }
            else if (SpecialAt(text, i) is int special)
            {
                AddUpTo(words, start, i);
                length = special;
                words.Add((i, length));
                start = i + length;
            }
            else if (Rune.DecodeFromUtf16(text[i..], out Rune rune, out int units) == OperationStatus.Done)
            {
                length = units;
                if (BertCharacters.IsPunctuation(rune))
                {
                    AddUpTo(words, start, i);
                    words.Add((i, length));
                    start = i + length;
                }
            }

            i += length;
        }

        AddUpTo(words, start, text.Length);
        return words;
    }

    private static void AddUpTo(List<(int, int)> words, int start, int end)
    {
        if (end > start)
        {
            words.Add((start, end - start));
        }
    }

    private int? SpecialAt(ReadOnlySpan<char> text, int at)
    {
        foreach (string token in _specialTokens)
        {
            if (text[at..].StartsWith(token, StringComparison.Ordinal))
            {
                return token.Length;
            }
        }

        return null;
    }
}
