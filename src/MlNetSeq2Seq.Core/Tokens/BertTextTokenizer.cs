using Microsoft.ML.Tokenizers;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// WordPiece tokens for BERT's vocabularies: an ideograph is a token, other words are cut into the longest pieces that the vocabulary has
/// (Devlin et al., arXiv:1810.04805; google-research/bert, tokenization.py).
/// </summary>
/// <remarks>
/// The pieces are found by <see cref="BertTokenizer"/>. Differs from that class alone: cleaning and words are the original's (the
/// package's drop symbols such as '￥' and '℃' and join words at a tab), offsets are those of the text that was given, and decoding
/// puts no spaces into Chinese.
/// </remarks>
public sealed class BertTextTokenizer : IVocabularyTokenizer
{
    private const string ContinuationPrefix = "##";
    private const char CapitalSigma = '\u03A3';
    private const int InsideWord = -1;
    private const int BetweenWords = -2;

    private readonly BertTextNormalizer _normalizer;
    private readonly WordPieceDecoder _decoder;
    private readonly IWordSegmenter? _segmenter;
    private readonly bool[] _continues;
    private readonly bool _keepsSpecialTokens;
    private readonly bool _isGoogle;
    private readonly int[] _idOfUnit;

    /// <summary>Makes a tokenizer of a vocabulary in memory.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="options">How text is cleaned; null for the defaults.</param>
    /// <param name="segmenter">
    /// Finds the words of <see cref="TokenSequence.Words"/>; null for WordPiece's own, in which an ideograph is a word.
    /// </param>
    /// <exception cref="InvalidDataException">The vocabulary lacks a special token.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public BertTextTokenizer(Vocabulary vocabulary, BertTextTokenizerOptions? options = null, IWordSegmenter? segmenter = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        options ??= new BertTextTokenizerOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumWordLength);
        (Vocabulary, Options) = (vocabulary, options);
        SpecialTokens = SpecialTokens.Of(vocabulary, options.SpecialTokenNames);
        IReadOnlyList<string> kept = options.KeepSpecialTokens ? options.SpecialTokenNames.InOrder() : [];
        _normalizer = new BertTextNormalizer(options.LowerCase, options.Cleaning, kept);
        _decoder = new WordPieceDecoder(vocabulary, SpecialTokens, ContinuationPrefix);
        _segmenter = segmenter;
        _keepsSpecialTokens = options.KeepSpecialTokens;
        _isGoogle = options.Cleaning == BertCleaning.Google;
        _idOfUnit = IdsOfUnits(vocabulary);
        _continues = [.. vocabulary.Select(token => token.StartsWith(ContinuationPrefix, StringComparison.Ordinal))];
        Tokenizer = CreateTokenizer(vocabulary, options, _normalizer, new BertTextPreTokenizer(kept));
    }

    /// <summary>The vocabulary; all that a saved pipeline needs besides the options.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>The special tokens of the vocabulary.</summary>
    public SpecialTokens SpecialTokens { get; }

    /// <inheritdoc/>
    public TextTokenizerOptions Options { get; }

    /// <summary>The package's tokenizer, for what takes one.</summary>
    public BertTokenizer Tokenizer { get; }

    /// <inheritdoc/>
    public TokenSequence Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = new(text.Length);
        List<TextSpan> offsets = new(text.Length);
        // A special token may hold any character; Google's form of a sigma depends on what stands around it.
        if (_keepsSpecialTokens || (_isGoogle && text.Contains(CapitalSigma, StringComparison.Ordinal)))
        {
            AddStretch(text, 0, text.Length, ids, offsets);
        }
        else
        {
            AddAll(text, ids, offsets);
        }

        int[] tokens = [.. ids];
        TextSpan[] spans = [.. offsets];
        return new TokenSequence(tokens, _segmenter is null ? WordsOf(tokens) : WordIndexes.Of(spans, _segmenter.Segment(text)), spans);
    }

    /// <summary>The text of tokens: pieces glued, Chinese without spaces, special tokens but the unknown one left out.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary lacks an id.</exception>
    public string Decode(ReadOnlySpan<int> ids) => _decoder.Decode(ids);

    private static BertTokenizer CreateTokenizer(
        Vocabulary vocabulary, BertTextTokenizerOptions options, BertTextNormalizer normalizer, BertTextPreTokenizer preTokenizer)
    {
        using MemoryStream stream = new();
        vocabulary.Write(stream);
        stream.Position = 0;
        return BertTokenizer.Create(stream, new BertOptions
        {
            Normalizer = normalizer,
            PreTokenizer = preTokenizer,
            SplitOnSpecialTokens = false,
            LowerCaseBeforeTokenization = options.LowerCase,
            MaxInputCharsPerWord = options.MaximumWordLength,
            ContinuingSubwordPrefix = ContinuationPrefix,
            PaddingToken = options.SpecialTokenNames.Padding,
            UnknownToken = options.SpecialTokenNames.Unknown,
            ClassificationToken = options.SpecialTokenNames.Classification,
            SeparatorToken = options.SpecialTokenNames.Separator,
            MaskingToken = options.SpecialTokenNames.Mask,
        });
    }

    // Ideographs and punctuation marks are words of one character: most of a Chinese text needs neither cleaning nor cutting.
    private void AddAll(string text, List<int> ids, List<TextSpan> offsets)
    {
        int start = 0; // of what is neither
        for (int i = 0; i < text.Length; i++)
        {
            int id = _idOfUnit[text[i]];
            if (id == InsideWord)
            {
                continue;
            }

            AddStretch(text, start, i, ids, offsets);
            start = i + 1;
            if (id != BetweenWords)
            {
                ids.Add(id);
                offsets.Add(new TextSpan(i, 1));
            }
        }

        AddStretch(text, start, text.Length, ids, offsets);
    }

    private void AddStretch(string text, int start, int end, List<int> ids, List<TextSpan> offsets)
    {
        if (start == end)
        {
            return;
        }

        AlignedText clean = _normalizer.Align(text.AsSpan(start, end - start));
        foreach (EncodedToken token in Tokenizer.EncodeToTokens(clean.Text, out _, considerPreTokenization: true, considerNormalization: false))
        {
            TextSpan origin = clean.OriginOf(token.Offset.Start.Value, token.Offset.End.Value);
            ids.Add(token.Id);
            offsets.Add(origin with { Start = start + origin.Start });
        }
    }

    private int[] IdsOfUnits(Vocabulary vocabulary)
    {
        int[] ids = new int[char.MaxValue + 1];
        for (int unit = 0; unit < ids.Length; unit++)
        {
            char character = (char)unit;
            ids[unit] = _normalizer.IsSpace(character) ? BetweenWords
                : _normalizer.IsWordByItself(character) && vocabulary.TryGetId(character.ToString(), out int id) ? id
                : InsideWord;
        }

        return ids;
    }

    private int[] WordsOf(int[] ids)
    {
        int[] words = new int[ids.Length];
        int word = -1;
        for (int i = 0; i < ids.Length; i++)
        {
            word += i > 0 && _continues[ids[i]] ? 0 : 1;
            words[i] = word;
        }

        return words;
    }
}
