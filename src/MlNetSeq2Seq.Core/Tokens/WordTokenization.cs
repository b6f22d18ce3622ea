using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Turns a text into a row of tokens that knows the word of each. Safe for several threads at once.</summary>
public sealed class WordTokenization
{
    private readonly WordTokenizationOptions _options;
    private readonly IVocabularyTokenizer _tokenizer;

    /// <summary>Checks the options.</summary>
    /// <param name="options">The vocabulary and the form of rows.</param>
    /// <exception cref="ArgumentException">The limit has no room for a token.</exception>
    /// <exception cref="InvalidDataException">The vocabulary lacks a special token.</exception>
    public WordTokenization(WordTokenizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _tokenizer = options.Tokenizer.Create(options.Vocabulary);
        if (options.MaximumLength is { } maximum && maximum <= Specials)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), maximum, $"WordTokenization needs room for {Specials} special tokens and one other, but MaximumLength is {maximum}.");
        }
    }

    private int Specials => !_options.AddSpecialTokens ? 0 : _tokenizer.SpecialTokens.BeginsText ? 2 : 1;

    /// <summary>Tokens of a text and the tokenizer's own words; with WordPiece an ideograph is a word.</summary>
    /// <param name="text">The text.</param>
    public TokenRow Encode(string text)
    {
        TokenSequence tokens = _tokenizer.Encode(text);
        return RowOf(tokens.Ids, tokens.Words);
    }

    /// <summary>Tokens of a text and the words in which they begin.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wordOffsets">Where each word begins in the text, in UTF-16 units, rising; shape [words].</param>
    /// <exception cref="ArgumentException">The offsets do not rise or leave the text.</exception>
    public TokenRow Encode(string text, ReadOnlySpan<int> wordOffsets)
    {
        ArgumentNullException.ThrowIfNull(text);
        TextSpan[] words = SpansOf(text, wordOffsets);
        TokenSequence tokens = _tokenizer.Encode(text);
        return RowOf(tokens.Ids, words.Length > 0 ? WordIndexes.Of(tokens.Offsets, words) : tokens.Words);
    }

    /// <summary>Tokens of words, each cut by itself.</summary>
    /// <param name="words">The words.</param>
    public TokenRow Encode(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        List<int> ids = [];
        List<int> numbers = [];
        int number = 0;
        foreach (string word in words)
        {
            foreach (int id in _tokenizer.Encode(word).Ids)
            {
                ids.Add(id);
                numbers.Add(number);
            }

            number++;
        }

        return RowOf([.. ids], [.. numbers]);
    }

    private static TextSpan[] SpansOf(string text, ReadOnlySpan<int> offsets)
    {
        TextSpan[] spans = new TextSpan[offsets.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            int end = i + 1 < offsets.Length ? offsets[i + 1] : text.Length;
            if (offsets[i] < 0 || offsets[i] > end || end > text.Length)
            {
                throw new ArgumentException(
                    $"WordTokenization needs word offsets that rise within a text of {text.Length} characters, but word {i} reaches from {offsets[i]} to {end}.",
                    nameof(offsets));
            }

            spans[i] = new TextSpan(offsets[i], end - offsets[i]);
        }

        return spans;
    }

    private TokenRow RowOf(int[] ids, int[] words)
    {
        int kept = Math.Min(ids.Length, (_options.MaximumLength ?? int.MaxValue) - Specials);
        if (!_options.AddSpecialTokens)
        {
            return new TokenRow(ids[..kept], words[..kept]);
        }

        bool begins = _tokenizer.SpecialTokens.BeginsText;
        return new TokenRow(
            [.. begins ? (int[])[_tokenizer.SpecialTokens.ClassificationId] : [], .. ids.AsSpan(0, kept), _tokenizer.SpecialTokens.SeparatorId],
            [.. begins ? (int[])[-1] : [], .. words.AsSpan(0, kept), -1]);
    }
}
