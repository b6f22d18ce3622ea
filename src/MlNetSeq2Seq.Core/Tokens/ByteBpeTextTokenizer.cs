using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Byte pair encoding of UTF-8 bytes, as GPT-2 and BART have it: no text is unknown, and decoding gives the very bytes of the text back
/// (Radford et al., "Language Models are Unsupervised Multitask Learners", section 2.2).
/// </summary>
/// <remarks>
/// The pieces are found by <see cref="BpeTokenizer"/>. Decoding is done here, over the bytes of all tokens, since a character is often
/// spread over several: bytes at an end that are no whole character become U+FFFD.
/// </remarks>
public sealed partial class ByteBpeTextTokenizer : IVocabularyTokenizer
{
    private readonly ByteBpeTextTokenizerOptions _options;
    private readonly BpeTokenizer _tokenizer;
    private readonly TextStretches _stretches;
    private readonly IWordSegmenter? _segmenter;
    private readonly byte[]?[] _bytes;

    /// <summary>Makes a tokenizer of a vocabulary in memory.</summary>
    /// <param name="vocabulary">The vocabulary, each byte written as GPT-2 writes it.</param>
    /// <param name="options">Merges and special tokens.</param>
    /// <param name="segmenter">Finds the words of <see cref="TokenSequence.Words"/>; null for the tokenizer's own, what stands between spaces and marks.</param>
    /// <exception cref="InvalidDataException">The vocabulary lacks a special token, a byte, or what a merge makes.</exception>
    public ByteBpeTextTokenizer(Vocabulary vocabulary, ByteBpeTextTokenizerOptions options, IWordSegmenter? segmenter = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(options);
        (Vocabulary, _options, _segmenter) = (vocabulary, options, segmenter);
        SpecialTokens = SpecialTokens.Of(vocabulary, options.SpecialTokenNames) with { BeginsText = options.BeginsText };
        _tokenizer = CreateTokenizer(vocabulary, options.Merges);
        _stretches = new TextStretches(options, maskTakesSpace: SpecialTokens.HasMask);
        _bytes = [.. vocabulary.Select(ByteCharacters.BytesOf)];
    }

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public SpecialTokens SpecialTokens { get; }

    /// <inheritdoc/>
    public TextTokenizerOptions Options => _options;

    /// <inheritdoc/>
    public TokenSequence Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [];
        List<int> words = [];
        List<TextSpan> offsets = [];
        int word = -1;
        foreach ((TextSpan span, string? special) in _stretches.Of(text))
        {
            if (special is not null)
            {
                Vocabulary.TryGetId(special, out int id);
                ids.Add(id);
                offsets.Add(span);
                words.Add(++word);
                continue;
            }

            bool moved = _options.AddPrefixSpace && span.Start == 0 && text[0] != ' ';
            string stretch = moved ? " " + text[..span.End] : text.Substring(span.Start, span.Length);
            IReadOnlyList<EncodedToken> tokens = _tokenizer.EncodeToTokens(stretch, out _);
            TextSpan[] places = [.. tokens.Select(token => PlaceOf(token, stretch))];
            int[] own = WordIndexes.Of(places, [.. _tokenizer.PreTokenizer!.PreTokenize(stretch).Select(piece => new TextSpan(piece.Offset, piece.Length))]);
            int shift = span.Start - (moved ? 1 : 0);
            for (int i = 0; i < tokens.Count; i++)
            {
                // The space that was put before is nowhere in the text.
                int start = Math.Max(0, shift + places[i].Start);
                ids.Add(tokens[i].Id);
                offsets.Add(new TextSpan(start, shift + places[i].End - start));
                words.Add(word + 1 + own[i]);
            }

            word = words.Count > 0 ? words[^1] : word;
        }

        TextSpan[] spans = [.. offsets];
        return new TokenSequence([.. ids], _segmenter is null ? [.. words] : WordIndexes.Of(spans, _segmenter.Segment(text)), spans);
    }

    /// <summary>The text of the bytes of tokens; special tokens are left out.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary lacks an id.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        List<byte> bytes = [];
        foreach (int id in ids)
        {
            string token = Vocabulary[id];
            if (!SpecialTokens.IsLeftOut(id))
            {
                // A token that was added to the vocabulary later is written as it reads.
                bytes.AddRange(_bytes[id] ?? Encoding.UTF8.GetBytes(token));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    // Words as GPT-2 parts them: English contractions; letters, digits or other signs, each with the space before them; white space.
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    private static BpeTokenizer CreateTokenizer(Vocabulary vocabulary, IReadOnlyList<string> merges)
    {
        foreach (char character in ByteCharacters.All)
        {
            if (!vocabulary.Contains(character.ToString()))
            {
                byte value = ByteCharacters.BytesOf(character.ToString())![0];
                throw new InvalidDataException($"Byte-level BPE needs a token for each byte, but the vocabulary of {vocabulary.Count} tokens lacks '{character}' for 0x{value:X2}.");
            }
        }

        try
        {
            return BpeTokenizer.Create(new BpeOptions(vocabulary.Select((token, id) => KeyValuePair.Create(token, id)).Where(entry => entry.Key.Length > 0))
            {
                Merges = merges, ByteLevel = true, PreTokenizer = new RegexPreTokenizer(Words(), specialTokens: null),
            });
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"The merges do not belong to the vocabulary: {e.Message}", e);
        }
    }

    // The package ends what stands for a part of a surrogate pair between its halves.
    private static TextSpan PlaceOf(EncodedToken token, string text)
    {
        (int start, int end) = (token.Offset.Start.Value, token.Offset.End.Value);
        bool isWithinPair = end > 0 && end < text.Length && char.IsSurrogatePair(text[end - 1], text[end]);
        return new TextSpan(start, end - start + (isWithinPair ? 1 : 0));
    }
}
