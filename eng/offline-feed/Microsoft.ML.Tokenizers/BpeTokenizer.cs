using System;
using System.Collections.Generic;
using System.Linq;

namespace Microsoft.ML.Tokenizers;

/// <summary>Byte pair encoding: the characters, or bytes, of a word, joined in the order of the merges until no merge fits.</summary>
public sealed partial class BpeTokenizer : Tokenizer
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _tokens = [];
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> _merges = [];
    private readonly Dictionary<int, string> _specialTokens;
    private readonly int? _unknownId;
    private readonly (int Id, string Token)? _beginning;
    private readonly (int Id, string Token)? _end;

    private BpeTokenizer(BpeOptions options)
    {
        foreach ((string token, int id) in options.Vocabulary)
        {
            _ids.Add(token, id);
            _tokens.Add(id, token);
        }

        if (_ids.Count == 0)
        {
            throw new InvalidOperationException("The vocabulary cannot be empty.");
        }

        (FuseUnknownTokens, ByteLevel) = (options.FuseUnknownTokens, options.ByteLevel);
        (ContinuingSubwordPrefix, EndOfWordSuffix) = (options.ContinuingSubwordPrefix, options.EndOfWordSuffix);
        PreTokenizer = options.PreTokenizer ?? PreTokenizer.CreateWordOrNonWord();
        Normalizer = options.Normalizer;
        SpecialTokens = options.SpecialTokens;
        _specialTokens = options.SpecialTokens?.ToDictionary(pair => pair.Value, pair => pair.Key) ?? [];
        _beginning = EdgeToken(options.BeginningOfSentenceToken, "beginning");
        _end = EdgeToken(options.EndOfSentenceToken, "end");
        BeginningOfSentenceToken = options.BeginningOfSentenceToken;
        UnknownToken = options.UnknownToken;
        if (UnknownToken is not null)
        {
            _unknownId = _ids.TryGetValue(UnknownToken, out int id)
                ? id
                : throw new InvalidOperationException($"The unknown token '{UnknownToken}' is not in the vocabulary.");
        }

        AddMerges(options.Merges ?? []);
    }

    public override PreTokenizer? PreTokenizer { get; }

    public override Normalizer? Normalizer { get; }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; }

    public string? UnknownToken { get; }

    public string? ContinuingSubwordPrefix { get; }

    public string? EndOfWordSuffix { get; }

    public bool FuseUnknownTokens { get; }

    public bool ByteLevel { get; }

    public string? BeginningOfSentenceToken { get; }

    public IReadOnlyDictionary<string, int> Vocabulary => _ids.AsReadOnly();

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (string.IsNullOrEmpty(text) && textSpan.IsEmpty)
        {
            return new EncodeResults<EncodedToken> { Tokens = [] };
        }

        IEnumerable<(int Offset, int Length)> words = Words(text, textSpan, settings, out string? normalizedText, out ReadOnlySpan<char> prepared);
        List<EncodedToken> tokens = [];
        if (_beginning is { } beginning)
        {
            tokens.Add(new EncodedToken(beginning.Id, beginning.Token, new Range(0, 0)));
        }

        foreach ((int offset, int length) in words)
        {
            foreach (Part part in Parts(prepared.Slice(offset, length)))
            {
                tokens.Add(new EncodedToken(part.Id, part.Token, new Range(offset + part.Start, offset + part.End)));
            }
        }

        if (_end is { } end)
        {
            tokens.Add(new EncodedToken(end.Id, end.Token, new Range(prepared.Length, prepared.Length)));
        }

        return new EncodeResults<EncodedToken> { Tokens = tokens, NormalizedText = normalizedText, CharsConsumed = prepared.Length };
    }

    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (settings.MaxTokenCount <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(settings.MaxTokenCount), "The maximum number of tokens must be greater than zero.");
        }

        if (string.IsNullOrEmpty(text) && textSpan.IsEmpty)
        {
            return new EncodeResults<int> { Tokens = [] };
        }

        IEnumerable<(int Offset, int Length)> words = Words(text, textSpan, settings, out string? normalizedText, out ReadOnlySpan<char> prepared);
        List<int> ids = _beginning is { } beginning ? [beginning.Id] : [];
        int consumed = 0;
        foreach ((int offset, int length) in words)
        {
            List<Part> parts = Parts(prepared.Slice(offset, length));
            int room = settings.MaxTokenCount - ids.Count;
            ids.AddRange(parts.Take(room).Select(part => part.Id));
            consumed = offset + (parts.Count > room ? parts[room].Start : length);
            if (parts.Count > room || ids.Count >= settings.MaxTokenCount)
            {
                break;
            }
        }

        if (_end is { } end && ids.Count < settings.MaxTokenCount)
        {
            ids.Add(end.Id);
        }

        return new EncodeResults<int> { Tokens = ids, NormalizedText = normalizedText, CharsConsumed = consumed };
    }

    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToIds(text, textSpan, settings).Tokens.Count;

    private IEnumerable<(int Offset, int Length)> Words(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, out string? normalizedText, out ReadOnlySpan<char> prepared) =>
        Prepare(text, textSpan, settings.ConsiderPreTokenization, settings.ConsiderNormalization, out normalizedText, out prepared)
        ?? [(0, prepared.Length)];

    private (int Id, string Token)? EdgeToken(string? token, string which) =>
        token is null ? null
        : _ids.TryGetValue(token, out int id) || (SpecialTokens is not null && SpecialTokens.TryGetValue(token, out id)) ? (id, token)
        : throw new InvalidOperationException($"The token '{token}' for the {which} of a sentence is not in the vocabulary.");

    private void AddMerges(IEnumerable<string> merges)
    {
        int rank = 0;
        foreach (string merge in merges)
        {
            (string left, string right) = MergesFile.Split(merge ?? throw new InvalidOperationException("A merge is null."));
            int prefix = ContinuingSubwordPrefix?.Length ?? 0;
            if (right.Length <= prefix)
            {
                throw new InvalidOperationException($"The merge '{merge}' has nothing after the prefix of words' later parts.");
            }

            _merges.Add((Id(left), Id(right)), (rank++, Id(left + right[prefix..])));
        }

        int Id(string token) => _ids.TryGetValue(token, out int id)
            ? id
            : throw new InvalidOperationException($"The merges need the token '{token}', which is not in the vocabulary.");
    }

    /// <summary>The tokens of a word with their places in it.</summary>
    private List<Part> Parts(ReadOnlySpan<char> word)
    {
        if (SpecialTokens is not null && SpecialTokens.TryGetValue(word.ToString(), out int special))
        {
            return [new Part(special, word.ToString(), 0, word.Length)];
        }

        string written;
        int[]? places = null;
        if (ByteLevel)
        {
            (written, places) = ByteAlphabet.Write(word);
        }
        else
        {
            written = word.ToString();
        }

        List<Part> parts = [];
        int start = 0;
        foreach ((int id, int length) in Merge(Characters(written)))
        {
            int end = start + length;

            // A token within a character stands where the character begins and is one unit long: so the original has it.
            parts.Add(places is null
                ? new Part(id, _tokens[id], start, end)
                : new Part(id, _tokens[id], places[start], places[end - 1] + 1));
            start = end;
        }

        return parts;
    }

    private List<(int Id, int Length)> Characters(string word)
    {
        List<(int Id, int Length)> characters = [];
        bool afterUnknown = false;
        for (int i = 0; i < word.Length;)
        {
            int length = char.IsSurrogatePair(word, i) ? 2 : 1;
            string token = word.Substring(i, length);
            token = i > 0 ? ContinuingSubwordPrefix + token : token;
            i += length;
            token = i == word.Length ? token + EndOfWordSuffix : token;
            if (_ids.TryGetValue(token, out int id))
            {
                characters.Add((id, length));
                afterUnknown = false;
            }
            else if (_unknownId is { } unknown)
            {
                if (afterUnknown && FuseUnknownTokens)
                {
                    characters[^1] = (unknown, characters[^1].Length + length);
                }
                else
                {
                    characters.Add((unknown, length));
                }

                afterUnknown = true;
            }
        }

        return characters;
    }

    private List<(int Id, int Length)> Merge(List<(int Id, int Length)> symbols)
    {
        int count = symbols.Count;
        int[] before = [.. Enumerable.Range(-1, count)];
        int[] after = [.. Enumerable.Range(1, count)];
        PriorityQueue<(int Place, int Id), (int Rank, int Place)> queue = new();
        for (int i = 0; i + 1 < count; i++)
        {
            Enqueue(i);
        }

        while (queue.TryDequeue(out (int Place, int Id) merge, out _))
        {
            int left = merge.Place;
            if (symbols[left].Length == 0 || after[left] >= count)
            {
                continue;
            }

            int right = after[left];
            if (!_merges.TryGetValue((symbols[left].Id, symbols[right].Id), out (int Rank, int Id) known) || known.Id != merge.Id)
            {
                continue;
            }

            symbols[left] = (merge.Id, symbols[left].Length + symbols[right].Length);
            symbols[right] = (symbols[right].Id, 0);
            after[left] = after[right];
            if (after[right] < count)
            {
                before[after[right]] = left;
                Enqueue(left);
            }

            if (before[left] >= 0)
            {
                Enqueue(before[left]);
            }
        }

        symbols.RemoveAll(symbol => symbol.Length == 0);
        return symbols;

        void Enqueue(int left)
        {
            if (_merges.TryGetValue((symbols[left].Id, symbols[after[left]].Id), out (int Rank, int Id) merge))
            {
                queue.Enqueue((left, merge.Id), (merge.Rank, left));
            }
        }
    }

    private readonly record struct Part(int Id, string Token, int Start, int End);
}
