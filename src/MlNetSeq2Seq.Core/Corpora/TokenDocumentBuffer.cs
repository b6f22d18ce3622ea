namespace MlNetSeq2Seq.Corpora;

/// <summary>
/// Documents one after the other in a few rented arrays: blocks of them that wait to be written are no objects for the garbage collector
/// to look at and to move, which otherwise holds up all threads the longer the more of them work.
/// </summary>
internal sealed class TokenDocumentBuffer : IDisposable
{
    private readonly RentedList _ids = new();
    private readonly RentedList _words = new();
    private readonly RentedList _sentenceStarts = new();
    private readonly RentedList _tokenEnds = new();
    private readonly RentedList _sentenceEnds = new();
    private int _word = -1;

    /// <summary>Number of ended documents.</summary>
    internal int Count => _tokenEnds.Count;

    /// <summary>Tokens of the document that is not ended.</summary>
    internal int OpenLength => _ids.Count - End(_tokenEnds);

    /// <summary>Adds a sentence to the document that is not ended.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <param name="words">A number for each, equal where two neighbours are of one word, shape [length].</param>
    internal void AddSentence(ReadOnlySpan<int> ids, ReadOnlySpan<int> words)
    {
        _sentenceStarts.Add(OpenLength);
        _ids.Add(ids);
        Span<int> numbers = _words.Grow(words.Length);
        for (int i = 0; i < words.Length; i++)
        {
            // Numbered anew without gaps, and never on from one sentence to the next.
            _word += i == 0 || words[i] != words[i - 1] ? 1 : 0;
            numbers[i] = _word;
        }
    }

    /// <summary>Ends the document; the next sentence begins another.</summary>
    internal void EndDocument()
    {
        _tokenEnds.Add(_ids.Count);
        _sentenceEnds.Add(_sentenceStarts.Count);
        _word = -1;
    }

    /// <summary>Takes away the document that is not ended.</summary>
    internal void DropDocument()
    {
        _words.Shrink(End(_tokenEnds));
        _ids.Shrink(End(_tokenEnds));
        _sentenceStarts.Shrink(End(_sentenceEnds));
        _word = -1;
    }

    /// <summary>The ids of an ended document, shape [length].</summary>
    internal ReadOnlySpan<int> Ids(int document) => Part(_ids, _tokenEnds, document);

    /// <summary>The numbers of the words of an ended document, shape [length].</summary>
    internal ReadOnlySpan<int> Words(int document) => Part(_words, _tokenEnds, document);

    /// <summary>Where the sentences of an ended document begin, shape [sentences].</summary>
    internal ReadOnlySpan<int> SentenceStarts(int document) => Part(_sentenceStarts, _sentenceEnds, document);

    /// <summary>An ended document.</summary>
    internal TokenDocument ToDocument(int document) =>
        new(Ids(document).ToArray(), Words(document).ToArray(), SentenceStarts(document).ToArray());

    public void Dispose()
    {
        _ids.Dispose();
        _words.Dispose();
        _sentenceStarts.Dispose();
        _tokenEnds.Dispose();
        _sentenceEnds.Dispose();
    }

    private static int End(RentedList ends) => ends.Count == 0 ? 0 : ends.Items[^1];

    private static ReadOnlySpan<int> Part(RentedList items, RentedList ends, int document) =>
        items.Items[(document == 0 ? 0 : ends.Items[document - 1])..ends.Items[document]];
}
