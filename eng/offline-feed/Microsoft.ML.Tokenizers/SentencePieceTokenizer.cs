using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>SentencePiece: text with its spaces made visible, cut into pieces by a unigram model or by byte pair encoding.</summary>
public partial class SentencePieceTokenizer : Tokenizer
{
    private readonly SentencePieceModel _model;
    private readonly SentencePieceEncoder _encoder;
    private readonly SentencePieceNormalizer _normalizer;
    private readonly Regex? _specialTokens;
    private readonly Dictionary<int, string> _specialIds;

    internal SentencePieceTokenizer(SentencePieceModel model, bool addBos, bool addEos, IReadOnlyDictionary<string, int>? specialTokens = null)
    {
        _model = model;
        (AddBeginningOfSentence, AddEndOfSentence, SpecialTokens) = (addBos, addEos, specialTokens);
        _specialIds = specialTokens?.ToDictionary(pair => pair.Value, pair => pair.Key) ?? [];
        _specialTokens = _specialIds.Count > 0 ? new Regex(string.Join('|', specialTokens!.Keys.Select(Regex.Escape)), RegexOptions.Compiled) : null;
        _normalizer = new SentencePieceNormalizer(model, specialTokens);
        _encoder = model.ModelType switch
        {
            SentencePieceModel.Unigram => new UnigramEncoder(model),
            SentencePieceModel.Bpe => new PairEncoder(model),
            int other => throw new ArgumentException($"The model type '{other}' is not supported."),
        };
    }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; }

    public bool ByteFallback => _model.ByteFallback;

    public bool AddDummyPrefix => _model.AddDummyPrefix;

    public bool EscapeWhiteSpaces => _model.EscapeWhitespaces;

    public bool TreatWhitespaceAsSuffix => _model.TreatWhitespaceAsSuffix;

    public bool AddBeginningOfSentence { get; }

    public bool AddEndOfSentence { get; }

    public string BeginningOfSentenceToken => _model.BeginningPiece;

    public string EndOfSentenceToken => _model.EndPiece;

    public string UnknownToken => _model.UnknownPiece;

    public int BeginningOfSentenceId => Math.Max(0, _model.BeginningId);

    public int EndOfSentenceId => Math.Max(0, _model.EndId);

    public int UnknownId => _encoder.UnknownId;

    public override PreTokenizer? PreTokenizer => null;

    public override Normalizer? Normalizer => _normalizer;

    public IReadOnlyDictionary<string, int> Vocabulary => _encoder.Ids.AsReadOnly();

    public static SentencePieceTokenizer Create(
        Stream modelStream, bool addBeginningOfSentence = true, bool addEndOfSentence = false, IReadOnlyDictionary<string, int>? specialTokens = null)
    {
        ArgumentNullException.ThrowIfNull(modelStream);
        return new SentencePieceTokenizer(SentencePieceModel.Read(modelStream), addBeginningOfSentence, addEndOfSentence, specialTokens);
    }

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        string text, out string? normalizedText, bool addBeginningOfSentence, bool addEndOfSentence,
        bool considerPreTokenization = true, bool considerNormalization = true) =>
        Encode(text, out normalizedText, addBeginningOfSentence, addEndOfSentence, considerNormalization);

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        ReadOnlySpan<char> text, out string? normalizedText, bool addBeginningOfSentence, bool addEndOfSentence,
        bool considerPreTokenization = true, bool considerNormalization = true) =>
        Encode(text.ToString(), out normalizedText, addBeginningOfSentence, addEndOfSentence, considerNormalization);

    public IReadOnlyList<int> EncodeToIds(
        string text, bool addBeginningOfSentence, bool addEndOfSentence, bool considerPreTokenization = true, bool considerNormalization = true) =>
        [.. Encode(text, out _, addBeginningOfSentence, addEndOfSentence, considerNormalization).Select(token => token.Id)];

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text, bool addBeginningOfSentence, bool addEndOfSentence, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text.ToString(), addBeginningOfSentence, addEndOfSentence, considerPreTokenization, considerNormalization);

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        List<EncodedToken> tokens = Encode(
            text ?? textSpan.ToString(), out string? normalizedText, AddBeginningOfSentence, AddEndOfSentence, settings.ConsiderNormalization);
        return new EncodeResults<EncodedToken>
        {
            Tokens = tokens, NormalizedText = normalizedText, CharsConsumed = normalizedText?.Length ?? text?.Length ?? textSpan.Length,
        };
    }

    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        EncodeResults<EncodedToken> results = EncodeToTokens(text, textSpan, settings);
        return new EncodeResults<int>
        {
            Tokens = [.. results.Tokens.Take(settings.MaxTokenCount).Select(token => token.Id)],
            NormalizedText = results.NormalizedText,
            CharsConsumed = results.Tokens.Count > settings.MaxTokenCount
                ? results.Tokens[settings.MaxTokenCount].Offset.Start.Value
                : results.CharsConsumed,
        };
    }

    private List<EncodedToken> Encode(string text, out string? normalizedText, bool addBeginning, bool addEnd, bool considerNormalization)
    {
        // A model of byte pairs normalizes the whole text, special tokens included, and says nothing of a text that it leaves as it is.
        bool isUnigram = _encoder is UnigramEncoder;
        normalizedText = isUnigram ? "" : null;
        if (text.Length == 0)
        {
            return [];
        }

        string prepared = text;
        if (!isUnigram && considerNormalization)
        {
            prepared = normalizedText = _encoder.Normalize(_normalizer, text);
            if (prepared.Length == 0)
            {
                return [];
            }
        }

        List<EncodedToken> tokens = addBeginning ? [new EncodedToken(BeginningOfSentenceId, BeginningOfSentenceToken, new Range(0, 0))] : [];
        int place = 0;
        int start = 0;
        string normalized = "";
        foreach (Match match in _specialTokens?.Matches(prepared) ?? Enumerable.Empty<Match>())
        {
            AddStretch(match.Index);
            tokens.Add(new EncodedToken(SpecialTokens![match.Value], match.Value, new Range(place, place + match.Length)));
            normalized += match.Value;
            place += match.Length;
            start = match.Index + match.Length;
        }

        AddStretch(prepared.Length);
        if (addEnd)
        {
            tokens.Add(new EncodedToken(EndOfSentenceId, EndOfSentenceToken, new Range(place, place)));
        }

        normalizedText = isUnigram ? normalized : normalizedText;
        return tokens;

        void AddStretch(int end)
        {
            if (end > start)
            {
                string stretch = isUnigram && considerNormalization ? _encoder.Normalize(_normalizer, prepared[start..end]) : prepared[start..end];
                _encoder.Encode(stretch, place, tokens);
                place += stretch.Length;
                normalized += stretch;
            }
        }
    }
}
