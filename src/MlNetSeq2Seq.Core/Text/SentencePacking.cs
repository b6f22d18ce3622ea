using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Text;

/// <summary>
/// Packs the sentences of a document into blocks, each as full as it gets without a cut: a sentence that has no room any more begins the
/// next block. Safe for several threads at once.
/// </summary>
public sealed class SentencePacking
{
    private readonly SentencePackingOptions _options;
    private readonly ITextTokenizer? _tokenizer;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How long blocks are; null for the defaults.</param>
    /// <param name="tokenizer">Counts the tokens of a sentence; null to count characters.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public SentencePacking(SentencePackingOptions? options = null, ITextTokenizer? tokenizer = null)
    {
        _options = options ?? new SentencePackingOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaximumLength);
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MinimumLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MinimumLength, _options.MaximumLength);
        _tokenizer = tokenizer;
    }

    /// <summary>Packs the sentences of a document.</summary>
    /// <param name="sentences">The sentences, in order.</param>
    /// <returns>The sentences of each block, in order; empty ones are left out, long ones may be in pieces.</returns>
    public IReadOnlyList<string[]> Pack(IEnumerable<string> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        List<string[]> blocks = [];
        List<string> block = [];
        int length = 0;
        foreach ((string piece, int pieceLength) in sentences.SelectMany(Pieces))
        {
            if (length > 0 && length + pieceLength > _options.MaximumLength)
            {
                EndBlock();
            }

            block.Add(piece);
            length += pieceLength;
        }

        EndBlock();
        return blocks;

        void EndBlock()
        {
            if (length > 0 && length >= _options.MinimumLength)
            {
                blocks.Add([.. block]);
            }

            block.Clear();
            length = 0;
        }
    }

    private IEnumerable<(string Text, int Length)> Pieces(string sentence)
    {
        int[] starts = StartsOf(sentence);
        if (starts.Length <= _options.MaximumLength || _options.LongSentences == LongSentences.Keep)
        {
            return starts.Length > 0 ? [(sentence, starts.Length)] : [];
        }

        return _options.LongSentences == LongSentences.Drop ? [] : Cut(sentence, starts);
    }

    private IEnumerable<(string Text, int Length)> Cut(string sentence, int[] starts)
    {
        for (int first = 0; first < starts.Length; first += _options.MaximumLength)
        {
            int length = Math.Min(_options.MaximumLength, starts.Length - first);
            int start = first == 0 ? 0 : starts[first];
            int end = first + length < starts.Length ? starts[first + length] : sentence.Length;
            yield return (sentence[start..end], length);
        }
    }

    // Where each token or character begins.
    private int[] StartsOf(string sentence) => _tokenizer is null
        ? [.. Enumerable.Range(0, sentence.Length).Where(i => i == 0 || !char.IsSurrogatePair(sentence[i - 1], sentence[i]))]
        : [.. _tokenizer.Encode(sentence).Offsets.Select(offset => offset.Start)];
}
