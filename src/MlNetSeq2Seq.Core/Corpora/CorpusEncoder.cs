using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Corpora;

/// <summary>Turns documents into tokens with words and sentences. Safe for several threads at once.</summary>
public sealed class CorpusEncoder
{
    private readonly ITextTokenizer _tokenizer;
    private readonly SentenceSplitter _splitter;
    private readonly CorpusEncoderOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="tokenizer">Finds tokens and their words.</param>
    /// <param name="options">Sentences and lengths; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CorpusEncoder(ITextTokenizer tokenizer, CorpusEncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        _options = options ?? new CorpusEncoderOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaximumTokens ?? 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MinimumTokens, nameof(options));
        _tokenizer = tokenizer;
        _splitter = new SentenceSplitter(_options.Sentences);
    }

    /// <summary>The tokens of a document, in pieces of whole sentences where it is longer than the options allow.</summary>
    /// <param name="text">The document; a line end ends a sentence too.</param>
    /// <returns>The pieces; none where the document has too few tokens.</returns>
    public IReadOnlyList<TokenDocument> Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<TokenDocument> pieces = [];
        List<TokenSequence> piece = [];
        int length = 0;
        foreach (TokenSequence part in text.Split('\n').SelectMany(_splitter.Split).SelectMany(SentenceParts))
        {
            if (length + part.Length > (_options.MaximumTokens ?? int.MaxValue))
            {
                Add(pieces, piece, length);
                (piece, length) = ([], 0);
            }

            piece.Add(part);
            length = checked(length + part.Length);
        }

        Add(pieces, piece, length);
        return pieces;
    }

    // A sentence that is longer than a piece may be is cut where a word ends, or, in a word without end, anywhere.
    private IEnumerable<TokenSequence> SentenceParts(string sentence)
    {
        TokenSequence tokens = _tokenizer.Encode(sentence);
        int maximum = _options.MaximumTokens ?? int.MaxValue;
        int start = 0;
        while (tokens.Length - start > maximum)
        {
            int end = start + maximum;
            while (end > start && tokens.Words[end] == tokens.Words[end - 1])
            {
                end--;
            }

            end = end > start ? end : start + maximum;
            yield return Part(tokens, start, end);
            start = end;
        }

        if (tokens.Length > start)
        {
            yield return Part(tokens, start, tokens.Length);
        }
    }

    private static TokenSequence Part(TokenSequence tokens, int start, int end) =>
        start == 0 && end == tokens.Length ? tokens : new TokenSequence(tokens.Ids[start..end], tokens.Words[start..end], []);

    private void Add(List<TokenDocument> pieces, List<TokenSequence> sentences, int length)
    {
        if (length < _options.MinimumTokens)
        {
            return;
        }

        int[] ids = new int[length];
        int[] words = new int[length];
        int[] starts = new int[sentences.Count];
        int at = 0;
        int word = -1;
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = at;
            TokenSequence sentence = sentences[i];
            for (int j = 0; j < sentence.Length; j++)
            {
                // Numbered anew without gaps, and never on from one sentence to the next.
                word += j == 0 || sentence.Words[j] != sentence.Words[j - 1] ? 1 : 0;
                (ids[at], words[at++]) = (sentence.Ids[j], word);
            }
        }

        pieces.Add(new TokenDocument(ids, words, starts));
    }
}
