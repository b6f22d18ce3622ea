using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// WordPiece: the longest token that begins a word, then the longest that continues it, to its end; where none does, the word is unknown.
/// </summary>
public partial class WordPieceTokenizer : Tokenizer
{
    private const int MostCharsOnStack = 250;

    private readonly Vocabulary _vocabulary;
    private readonly HashSet<int> _specialIds;

    internal WordPieceTokenizer(Vocabulary vocabulary, WordPieceOptions? options)
    {
        options ??= new WordPieceOptions();
        ArgumentNullException.ThrowIfNull(options.UnknownToken, nameof(options.UnknownToken));
        ArgumentNullException.ThrowIfNull(options.ContinuingSubwordPrefix, nameof(options.ContinuingSubwordPrefix));
        if (options.MaxInputCharsPerWord <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options.MaxInputCharsPerWord),
                options.MaxInputCharsPerWord,
                "The most characters of a word must be more than zero.");
        }

        if (!vocabulary.TryGetId(options.UnknownToken, out int unknown))
        {
            throw new ArgumentException($"The unknown token '{options.UnknownToken}' is not in the vocabulary.");
        }

        _vocabulary = vocabulary;
        UnknownToken = options.UnknownToken;
        UnknownTokenId = unknown;
        ContinuingSubwordPrefix = options.ContinuingSubwordPrefix;
        MaxInputCharsPerWord = options.MaxInputCharsPerWord;
        SpecialTokens = options.SpecialTokens;
        _specialIds = SpecialTokens is null ? [] : [.. SpecialTokens.Values];
        PreTokenizer = options.PreTokenizer ?? PreTokenizer.CreateWhiteSpace(options.SpecialTokens);
        Normalizer = options.Normalizer;
    }

    public override PreTokenizer? PreTokenizer { get; }

    public override Normalizer? Normalizer { get; }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; }

    public string UnknownToken { get; }

    public int UnknownTokenId { get; }

    public string ContinuingSubwordPrefix { get; }

    public int MaxInputCharsPerWord { get; }

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (string.IsNullOrEmpty(text) && textSpan.IsEmpty)
        {
            return new EncodeResults<EncodedToken> { Tokens = [] };
        }

        List<EncodedToken> tokens = [];
        List<Piece> pieces = [];
        IEnumerable<(int Offset, int Length)> words = Prepare(
            text, textSpan, settings.ConsiderPreTokenization, settings.ConsiderNormalization,
            out string? normalizedText, out ReadOnlySpan<char> prepared)
            ?? [(0, prepared.Length)];
        foreach ((int offset, int length) in words)
        {
            pieces.Clear();
            if (TryTakeApart(prepared.Slice(offset, length), pieces))
            {
                foreach (Piece piece in pieces)
                {
                    Range place = new(offset + piece.Start, offset + piece.End);
                    tokens.Add(new EncodedToken(piece.Id, _vocabulary.Token(piece.Id)!, place));
                }
            }
            else
            {
                tokens.Add(new EncodedToken(UnknownTokenId, UnknownToken, new Range(offset, offset + length)));
            }
        }

        return new EncodeResults<EncodedToken> { Tokens = tokens, NormalizedText = normalizedText, CharsConsumed = prepared.Length };
    }

    /// <summary>The ids of whole words, as many as there is room for.</summary>
    /// <remarks>As in the original, a last word that takes the last room is in the ids and not in the characters consumed.</remarks>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        RequireRoom(settings);
        if (string.IsNullOrEmpty(text) && textSpan.IsEmpty)
        {
            return new EncodeResults<int> { Tokens = [] };
        }

        List<int> ids = [];
        List<Piece> pieces = [];
        IEnumerable<(int Offset, int Length)>? words = Prepare(
            text, textSpan, settings.ConsiderPreTokenization, settings.ConsiderNormalization,
            out string? normalizedText, out ReadOnlySpan<char> prepared);
        int consumed = 0;
        if (words is null)
        {
            TryAddIds(prepared, ids, pieces, int.MaxValue);
            consumed = prepared.Length;
        }
        else
        {
            foreach ((int offset, int length) in words)
            {
                int room = settings.MaxTokenCount - ids.Count;
                if (!TryAddIds(prepared.Slice(offset, length), ids, pieces, room) || ids.Count >= settings.MaxTokenCount)
                {
                    break;
                }

                consumed = offset + length;
            }
        }

        return new EncodeResults<int> { Tokens = ids, NormalizedText = normalizedText, CharsConsumed = consumed };
    }

    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToIds(text, textSpan, settings).Tokens.Count;

    protected override int GetIndexByTokenCount(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText, out int tokenCount)
    {
        RequireRoom(settings);
        normalizedText = null;
        tokenCount = 0;
        if (string.IsNullOrEmpty(text) && textSpan.IsEmpty)
        {
            return 0;
        }

        // Words are taken apart exactly where the text is normalized, whatever is asked of the one alone: so does the original.
        IEnumerable<(int Offset, int Length)> words = Prepare(
            text, textSpan, settings.ConsiderNormalization, settings.ConsiderNormalization,
            out normalizedText, out ReadOnlySpan<char> prepared)
            ?? [(0, prepared.Length)];
        List<int> ids = [];
        List<Piece> pieces = [];
        foreach ((int offset, int length) in fromEnd ? words.Reverse() : words)
        {
            if (!TryAddIds(prepared.Slice(offset, length), ids, pieces, settings.MaxTokenCount - tokenCount))
            {
                return fromEnd ? offset + length : offset;
            }

            bool filledAll = ids.Count - tokenCount >= settings.MaxTokenCount;
            tokenCount = ids.Count;
            if (filledAll)
            {
                return fromEnd ? offset : offset + length;
            }
        }

        return fromEnd ? 0 : prepared.Length;
    }

    private static void RequireRoom(EncodeSettings settings)
    {
        if (settings.MaxTokenCount <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(settings.MaxTokenCount), settings.MaxTokenCount, "The most tokens must be more than zero.");
        }
    }

    /// <summary>Adds the ids of a word if there is room for all of its pieces.</summary>
    private bool TryAddIds(ReadOnlySpan<char> word, List<int> ids, List<Piece> pieces, int room)
    {
        pieces.Clear();
        bool known = TryTakeApart(word, pieces);
        // An unknown word asks for the room of the pieces that were found before it turned out to be one, and a word that is too long
        // for none: so does the original.
        if (pieces.Count > room && word.Length <= MaxInputCharsPerWord)
        {
            return false;
        }

        if (known)
        {
            foreach (Piece piece in pieces)
            {
                ids.Add(piece.Id);
            }
        }
        else
        {
            ids.Add(UnknownTokenId);
        }

        return true;
    }

    /// <summary>Finds the pieces of a word; false where a rest is in no token, with the pieces before it.</summary>
    private bool TryTakeApart(ReadOnlySpan<char> word, List<Piece> pieces)
    {
        if (word.Length > MaxInputCharsPerWord)
        {
            return false;
        }

        int prefix = ContinuingSubwordPrefix.Length;
        char[]? rented = prefix + word.Length <= MostCharsOnStack ? null : ArrayPool<char>.Shared.Rent(prefix + word.Length);
        Span<char> continuation = rented is null ? stackalloc char[MostCharsOnStack] : rented;
        ContinuingSubwordPrefix.CopyTo(continuation);

        int start = 0;
        while (start < word.Length)
        {
            word[start..].CopyTo(continuation[prefix..]);
            int end = word.Length;
            int id = 0;
            while (end > start && !_vocabulary.TryGetId(start == 0 ? word[..end] : continuation[..(prefix + end - start)], out id))
            {
                end--;
            }

            if (end == start)
            {
                break;
            }

            pieces.Add(new Piece(id, start, end));
            start = end;
        }

        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return start == word.Length;
    }

    private readonly record struct Piece(int Id, int Start, int End);
}
