namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// Hides spans of words behind one mask each and puts masks where nothing is missing, so that a model must learn how much to write
/// (BART: Lewis et al., arXiv:1910.13461, section 2.2; fairseq, denoising_dataset.py).
/// </summary>
/// <remarks>
/// Spans may overlap, and the mask of one can vanish in another, so a ratio of .3 hides about .267 of the words. A span ends before a
/// special token. differs: fairseq computes the number of spans of length 0 in floating point and so puts in one mask too many now and
/// then; here it is the number itself.
/// </remarks>
public sealed class TextInfilling : ITokenNoise
{
    private readonly TextInfillingOptions _options;
    private readonly PoissonLengths? _lengths;
    private readonly TokenInsertion _insertion;

    /// <summary>Checks the options.</summary>
    /// <param name="options">What is hidden, and how it is shown.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TextInfilling(TextInfillingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Shares.Check(options.MaskRatio, nameof(TextInfilling), nameof(options.MaskRatio));
        Shares.Check(options.RandomRatio, nameof(TextInfilling), nameof(options.RandomRatio));
        TokenInsertion.CheckIds(options.MaskId, options.FirstRandomId, options.VocabularySize, nameof(TextInfilling));
        if (options.MeanSpanLength is { } mean && !(mean > 0 && mean <= 100))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), mean, $"TextInfilling needs MeanSpanLength above 0 and at most 100, but it is {mean}.");
        }

        if (options.Display == SpanDisplay.Sentinel)
        {
            throw new ArgumentException("TextInfilling shows spans as masks or not at all; sentinels are for SpanCorruption.", nameof(options));
        }

        _options = options;
        _lengths = options.MeanSpanLength is { } lambda ? new PoissonLengths(lambda) : null;
        _insertion = new TokenInsertion(new TokenInsertionOptions
        {
            MaskId = options.MaskId,
            VocabularySize = options.VocabularySize,
            RandomRatio = options.RandomRatio,
            FirstRandomId = options.FirstRandomId,
        });
    }

    /// <inheritdoc/>
    public NoisyTokens Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        TokenFrame.CheckWords(ids.Length, words.Length, nameof(TextInfilling));
        List<int> starts = WordStarts(words);

        // In single precision like the source, so that equal settings hide as much as there.
        int budget = (int)MathF.Ceiling(starts.Count * (float)_options.MaskRatio);
        List<int> lengths = DrawLengths(budget, random);
        int insertions = lengths.RemoveAll(length => length == 0);
        if (lengths.Count == 0)
        {
            return _insertion.Insert(new NoisyTokens(ids.ToArray(), words.ToArray()), insertions, random);
        }

        List<Span> spans = [.. RandomChoice.Of(lengths.Count, starts.Count, random).Zip(lengths, (start, length) => new Span(starts[start], length - 1, false))];
        bool replaces = _options.Display != SpanDisplay.Nothing;
        if (replaces)
        {
            spans = [.. spans.Select(span => span with { IsRandom = random.NextDouble() < _options.RandomRatio })];
        }

        return _insertion.Insert(Hide(ids.ToArray(), words, spans, random), insertions, random);
    }

    private static List<int> WordStarts(ReadOnlySpan<int> words)
    {
        List<int> starts = new(words.Length);
        for (int i = 0; i < words.Length; i++)
        {
            if (IsWordStart(words, i))
            {
                starts.Add(i);
            }
        }

        return starts;
    }

    private static bool IsWordStart(ReadOnlySpan<int> words, int i) => words[i] >= 0 && (i == 0 || words[i] != words[i - 1]);

    // As many at a time as words are to be hidden, until there are enough of them; the last one is cut to what is left.
    private List<int> DrawLengths(int budget, Random random)
    {
        if (_lengths is null)
        {
            return [.. Enumerable.Repeat(1, budget)];
        }

        List<int> lengths = [];
        int sum = 0;
        while (sum < budget)
        {
            int[] drawn = new int[budget];
            for (int i = 0; i < budget; i++)
            {
                drawn[i] = _lengths.Draw(random);
            }

            foreach (int length in drawn)
            {
                if (sum < budget)
                {
                    lengths.Add(Math.Min(length, budget - sum));
                    sum += lengths[^1];
                }
            }
        }

        return lengths;
    }

    private NoisyTokens Hide(int[] ids, ReadOnlySpan<int> words, List<Span> spans, Random random)
    {
        bool[] deleted = new bool[ids.Length];
        foreach (Span span in spans)
        {
            Show(span, isFirst: true);
        }

        // All spans grow by a token at a time, as in the source, where a later one writes over an earlier one.
        while (spans.Count > 0)
        {
            List<Span> grown = new(spans.Count);
            foreach (Span span in spans)
            {
                int next = span.Position + 1;
                if (next < ids.Length && words[next] >= 0)
                {
                    int left = span.WordsLeft - (IsWordStart(words, next) ? 1 : 0);
                    if (left >= 0)
                    {
                        grown.Add(new Span(next, left, span.IsRandom));
                    }
                }
            }

            spans = grown;
            foreach (Span span in spans)
            {
                Show(span, isFirst: false);
            }
        }

        return TokenDeletion.Without(deleted, ids, words);

        void Show(Span span, bool isFirst)
        {
            if (_options.Display == SpanDisplay.Nothing || (!isFirst && _options.Display == SpanDisplay.Mask))
            {
                deleted[span.Position] = true;
            }
            else
            {
                ids[span.Position] = span.IsRandom ? random.Next(_options.FirstRandomId, _options.VocabularySize) : _options.MaskId;
            }
        }
    }

    private readonly record struct Span(int Position, int WordsLeft, bool IsRandom);
}
