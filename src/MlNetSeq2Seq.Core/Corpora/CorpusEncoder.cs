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
        using TokenDocumentBuffer documents = new();
        Encode(text, documents);
        return [.. Enumerable.Range(0, documents.Count).Select(documents.ToDocument)];
    }

    /// <summary>Adds the pieces of a document to others.</summary>
    internal void Encode(string text, TokenDocumentBuffer documents)
    {
        foreach (string line in text.Split('\n'))
        {
            foreach (string sentence in _splitter.Split(line))
            {
                Add(_tokenizer.Encode(sentence), documents);
            }
        }

        EndPiece(documents);
    }

    // A sentence that is longer than a piece may be is cut.
    private void Add(TokenSequence sentence, TokenDocumentBuffer documents)
    {
        int maximum = _options.MaximumTokens ?? int.MaxValue;
        for (int start = 0; start < sentence.Length;)
        {
            int end = sentence.Length - start > maximum ? CutBefore(start + maximum, start, sentence.Words) : sentence.Length;
            if (end - start > maximum - documents.OpenLength)
            {
                EndPiece(documents);
            }

            documents.AddSentence(sentence.Ids.AsSpan(start..end), sentence.Words.AsSpan(start..end));
            start = end;
        }
    }

    // Where a word ends or, in a word without end, anywhere.
    private static int CutBefore(int limit, int start, int[] words)
    {
        int end = limit;
        while (end > start && words[end] == words[end - 1])
        {
            end--;
        }

        return end > start ? end : limit;
    }

    private void EndPiece(TokenDocumentBuffer documents)
    {
        if (documents.OpenLength >= _options.MinimumTokens)
        {
            documents.EndDocument();
        }
        else
        {
            documents.DropDocument();
        }
    }
}
