namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// Changes the order of sentences (BART: Lewis et al., arXiv:1910.13461, section 2.2; fairseq, denoising_dataset.py).
/// </summary>
/// <remarks>
/// differs: of several sentence ends in a row, such as !!, fairseq ends the sentence at the first and gives the others to the next
/// sentence; here the last one ends it. A single token behind the last sentence end stays at the end, as there.
/// </remarks>
public sealed class SentencePermutation : ITokenNoise
{
    private readonly SentencePermutationOptions _options;
    private readonly HashSet<int> _ends;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Where sentences end and how many move.</param>
    /// <exception cref="ArgumentException">An option is out of range, or no token ends a sentence.</exception>
    public SentencePermutation(SentencePermutationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Shares.Check(options.PermutedRatio, nameof(SentencePermutation), nameof(options.PermutedRatio));
        _options = options;
        _ends = [.. options.SentenceEndIds];
        if (_ends.Count == 0)
        {
            throw new ArgumentException("SentencePermutation needs a token that ends sentences, but SentenceEndIds is empty.", nameof(options));
        }
    }

    /// <inheritdoc/>
    public NoisyTokens Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        TokenFrame.CheckWords(ids.Length, words.Length, nameof(SentencePermutation));
        TokenFrame frame = TokenFrame.Of(words);
        List<Range> sentences = Sentences(ids, frame);
        int moved = (int)Math.Ceiling(sentences.Count * 2 * _options.PermutedRatio / 2);
        int[] places = RandomChoice.Of(moved, sentences.Count, random);
        int[] order = [.. Enumerable.Range(0, sentences.Count)];
        int[] shuffled = RandomChoice.Of(moved, moved, random);
        for (int i = 0; i < moved; i++)
        {
            order[places[i]] = places[shuffled[i]];
        }

        return new NoisyTokens(Reorder(ids, sentences, order, frame), Reorder(words, sentences, order, frame));
    }

    private List<Range> Sentences(ReadOnlySpan<int> ids, TokenFrame frame)
    {
        List<Range> sentences = [];
        int start = frame.Start;
        for (int i = frame.Start; i < frame.End; i++)
        {
            bool isLast = i + 1 == frame.End;
            bool ends = _ends.Contains(ids[i]) && (isLast || !_ends.Contains(ids[i + 1]));
            bool endsTail = isLast && _options.MovesUnterminatedTail && (i > start || start == frame.Start);
            if (ends || endsTail)
            {
                sentences.Add(start..(i + 1));
                start = i + 1;
            }
        }

        return sentences;
    }

    private static int[] Reorder(ReadOnlySpan<int> values, List<Range> sentences, int[] order, TokenFrame frame)
    {
        int[] reordered = values.ToArray();
        int next = frame.Start;
        foreach (int number in order)
        {
            ReadOnlySpan<int> sentence = values[sentences[number]];
            sentence.CopyTo(reordered.AsSpan(next));
            next += sentence.Length;
        }

        return reordered;
    }
}
