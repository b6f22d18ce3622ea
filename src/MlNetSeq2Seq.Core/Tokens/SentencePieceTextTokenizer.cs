using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Pieces of a SentencePiece model, unigram or BPE, as T5 and mT5 have it (Kudo and Richardson, arXiv:1808.06226). The ids are those of the
/// vocabulary, which may order the pieces otherwise and have more tokens than the model, such as T5's <c>&lt;extra_id_0&gt;</c>.
/// </summary>
/// <remarks>
/// The pieces are found by <see cref="SentencePieceTokenizer"/>. Differs from that class alone, to give SentencePiece's own tokens: unknown
/// characters in a row are one token, or their bytes where the model has tokens for these; models without a beginning are read. Offsets are
/// those of the text that was given. Left as the package has them: control characters are kept, where SentencePiece's table removes them,
/// and of equal joins of a BPE model the right one comes first.
/// </remarks>
public sealed class SentencePieceTextTokenizer : IVocabularyTokenizer
{
    private const char VisibleSpace = '\u2581';
    private static readonly int s_lengthOfByte = ByteToken(0).Length;

    private readonly SentencePieceTextTokenizerOptions _options;
    private readonly SentencePieceFile _file;
    private readonly SentencePieceTokenizer _tokenizer;
    private readonly TextStretches _stretches;
    private readonly IWordSegmenter? _segmenter;
    private readonly int[] _idOfPiece;
    private readonly int[] _idOfByte = [];

    /// <summary>Makes a tokenizer of a vocabulary in memory.</summary>
    /// <param name="vocabulary">The vocabulary; it has all pieces of the model.</param>
    /// <param name="options">The model and the special tokens.</param>
    /// <param name="segmenter">Finds the words of <see cref="TokenSequence.Words"/>; null for each token its own word.</param>
    /// <exception cref="InvalidDataException">The model is damaged, or the vocabulary lacks a special token or a piece of the model.</exception>
    public SentencePieceTextTokenizer(Vocabulary vocabulary, SentencePieceTextTokenizerOptions options, IWordSegmenter? segmenter = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(options);
        (Vocabulary, _options, _segmenter) = (vocabulary, options, segmenter);
        SpecialTokens = SpecialTokens.Of(vocabulary, options.SpecialTokenNames) with { BeginsText = options.BeginsText };
        _file = new SentencePieceFile(options.Model);
        _idOfPiece = [.. _file.Pieces.Select(IdOf)];
        if (_file.ByteFallback)
        {
            _idOfByte = [.. Enumerable.Range(0, byte.MaxValue + 1).Select(value => IdOf(ByteToken(value)))];
        }

        _stretches = new TextStretches(options, maskTakesSpace: SpecialTokens.HasMask);
        try
        {
            _tokenizer = SentencePieceTokenizer.Create(new MemoryStream(_file.ForPackage()), addBeginningOfSentence: false, addEndOfSentence: false);
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"The SentencePiece model cannot be used: {e.Message}", e);
        }
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
        List<TextSpan> offsets = [];
        foreach ((TextSpan span, string? special) in _stretches.Of(text))
        {
            if (special is null)
            {
                AddStretch(text.Substring(span.Start, span.Length), span.Start, ids, offsets);
            }
            else
            {
                ids.Add(IdOf(special));
                offsets.Add(span);
            }
        }

        TextSpan[] spans = [.. offsets];
        return new TokenSequence([.. ids], _segmenter is null ? [.. Enumerable.Range(0, ids.Count)] : WordIndexes.Of(spans, _segmenter.Segment(text)), spans);
    }

    /// <summary>The text of tokens with its spaces; special tokens but the unknown one are left out.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary lacks an id.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        StringBuilder text = new(ids.Length * 2);
        List<byte> bytes = [];
        foreach (int id in ids)
        {
            string token = Vocabulary[id];
            int value = _file.ByteFallback && token.Length == s_lengthOfByte ? Array.IndexOf(_idOfByte, id) : -1;
            if (value >= 0)
            {
                bytes.Add((byte)value);
                continue;
            }

            Flush();
            text.Append(SpecialTokens.IsLeftOut(id) ? "" : token);
        }

        Flush();
        text.Replace(VisibleSpace, ' ');
        bool hasSpace = _file.AddsSpace && text.Length > 0 && text[_file.SpaceIsSuffix ? ^1 : 0] == ' ';
        return hasSpace ? text.ToString(_file.SpaceIsSuffix ? 0 : 1, text.Length - 1) : text.ToString();

        void Flush()
        {
            text.Append(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
        }
    }

    private static string ByteToken(int value) => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");

    private int IdOf(string piece) => Vocabulary.TryGetId(piece, out int id)
        ? id
        : throw new InvalidDataException($"The vocabulary of {Vocabulary.Count} tokens lacks the piece '{piece}' of the SentencePiece model: they do not belong together.");

    private void AddStretch(string text, int start, List<int> ids, List<TextSpan> offsets)
    {
        string encoded = _file.IsUnigram || !_file.RemovesExtraSpaces ? text : string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        IReadOnlyList<EncodedToken> tokens = _tokenizer.EncodeToTokens(encoded, out string? normalized);
        if (tokens.Count == 0)
        {
            return;
        }

        normalized ??= encoded;
        AlignedText aligned = TextAligner.Align(text, normalized);
        bool afterUnknown = false;
        Span<byte> bytes = stackalloc byte[4];
        foreach (EncodedToken token in tokens)
        {
            (int first, int end) = (token.Offset.Start.Value, token.Offset.End.Value);
            if (first > end || end > normalized.Length)
            {
                throw new InvalidDataException(
                    $"The SentencePiece model places the piece '{token.Value}' at {first} to {end} of a text of {normalized.Length} characters: its table of characters is damaged.");
            }

            TextSpan place = aligned.OriginOf(first, end);
            place = place with { Start = start + place.Start };
            bool isUnknown = token.Id == _file.UnknownId;
            if (!isUnknown || (!_file.ByteFallback && !afterUnknown))
            {
                ids.Add(_idOfPiece[token.Id]);
                offsets.Add(place);
            }
            else if (!_file.ByteFallback)
            {
                offsets[^1] = offsets[^1] with { Length = place.End - offsets[^1].Start };
            }
            else
            {
                foreach (Rune rune in normalized.AsSpan(first, end - first).EnumerateRunes())
                {
                    foreach (byte value in bytes[..rune.EncodeToUtf8(bytes)])
                    {
                        ids.Add(_idOfByte[value]);
                        offsets.Add(place);
                    }
                }
            }

            afterUnknown = isUnknown;
        }
    }
}
