using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Objectives.PrefixLm;

/// <summary>
/// UniLM's way to learn writing: some tokens of the target, its end token among the candidates, are hidden and must be given back
/// (Dong et al., arXiv:1905.03197, section 2.3).
/// </summary>
/// <remarks>
/// Differs from the published fine-tuning code in nothing that changes the chances; the places are visited in rising order once they are
/// chosen, where the original follows the accident of a Python set.
/// </remarks>
public sealed class PrefixLmMasking
{
    private readonly PrefixLmMaskingOptions _options;
    private readonly PrefixLmLayout _layout;
    private readonly double _randomShareOfRest;

    /// <summary>Checks the options.</summary>
    /// <param name="options">What is hidden, and how.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PrefixLmMasking(PrefixLmMaskingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _layout = new PrefixLmLayout(options.Layout);
        _options = options;
        CheckShare(options.MaskRate, nameof(options.MaskRate));
        CheckShare(options.SpanRate, nameof(options.SpanRate));
        CheckShare(options.MaskShare, nameof(options.MaskShare));
        CheckShare(options.RandomShare, nameof(options.RandomShare));
        CheckShare(options.MaskShare + options.RandomShare, "MaskShare + RandomShare");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumMasked);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.VocabularySize);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumSpan, 2);
        _randomShareOfRest = options.MaskShare < 1 ? options.RandomShare / (1 - options.MaskShare) : 0;
    }

    /// <summary>Makes the sample of one pair, each token its own word.</summary>
    /// <param name="source">Token ids without special tokens, shape [source length].</param>
    /// <param name="target">Token ids without special tokens, shape [target length].</param>
    /// <param name="random">The only source of chance.</param>
    /// <exception cref="ArgumentException">The pair is too long and must not, or cannot, be shortened.</exception>
    /// <exception cref="InvalidOperationException">The options ask for whole words, which are not given.</exception>
    public PrefixSample Apply(ReadOnlySpan<int> source, ReadOnlySpan<int> target, Random random) => _options.WholeWords
        ? throw new InvalidOperationException("PrefixLmMasking masks whole words and needs the word of each token.")
        : Mask(source, default, target, default, random);

    /// <summary>Makes the sample of one pair.</summary>
    /// <param name="source">Token ids without special tokens, shape [source length].</param>
    /// <param name="sourceWords">Word of each token of the source, equal for the pieces of one word; shape [source length].</param>
    /// <param name="target">Token ids without special tokens, shape [target length].</param>
    /// <param name="targetWords">Word of each token of the target; shape [target length].</param>
    /// <param name="random">The only source of chance.</param>
    /// <exception cref="ArgumentException">
    /// Ids and words differ in number, or the pair is too long and must not, or cannot, be shortened.
    /// </exception>
    public PrefixSample Apply(
        ReadOnlySpan<int> source,
        ReadOnlySpan<int> sourceWords,
        ReadOnlySpan<int> target,
        ReadOnlySpan<int> targetWords,
        Random random)
    {
        CheckWords(source.Length, sourceWords.Length, nameof(sourceWords));
        CheckWords(target.Length, targetWords.Length, nameof(targetWords));
        return Mask(source, sourceWords, target, targetWords, random);
    }

    private PrefixSample Mask(
        ReadOnlySpan<int> source, ReadOnlySpan<int> sourceWords, ReadOnlySpan<int> target, ReadOnlySpan<int> targetWords, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        PrefixSample sample = _layout.Assemble(source, target);
        int[] candidates = Candidates(sample);
        int budget = Budget(sample, candidates.Length);
        bool[] joined = _options.WholeWords ? JoinedToPrevious(sample, sourceWords, targetWords) : [];

        random.Shuffle(candidates);
        Span<int> chosen = Choose(sample, candidates, joined, budget, random);
        if (chosen.Length > budget)
        {
            random.Shuffle(chosen);
            chosen = chosen[..budget];
            chosen.Sort();
        }

        foreach (int position in chosen)
        {
            sample.Labels[position] = sample.Ids[position];
            sample.Ids[position] = Corrupt(sample.Ids[position], random);
        }

        return sample;
    }

    // The target with its end token, and the source's ordinary tokens where the options ask for them.
    private int[] Candidates(PrefixSample sample)
    {
        int first = sample.Attention.SourceLength;
        List<int> candidates = new(sample.Ids.Length);
        for (int i = _options.MaskSource ? 1 : first; i < sample.Ids.Length; i++)
        {
            if (i >= first || !IsSpecial(sample.Ids[i]))
            {
                candidates.Add(i);
            }
        }

        return [.. candidates];
    }

    private int Budget(PrefixSample sample, int candidates)
    {
        // Counted as the original does: without the special tokens, although the end token is a candidate.
        int target = sample.Ids.Length - sample.Attention.SourceLength - 1;
        int counted = target + (_options.MaskSource ? SourceCount(sample) : 0);
        int wanted = (int)Math.Round(counted * _options.MaskRate, MidpointRounding.ToEven);
        return Math.Min(Math.Min(_options.MaximumMasked, Math.Max(1, wanted)), candidates);
    }

    private Span<int> Choose(PrefixSample sample, int[] candidates, bool[] joined, int budget, Random random)
    {
        bool[] isChosen = new bool[sample.Ids.Length];
        int count = 0;
        foreach (int candidate in candidates)
        {
            if (count >= budget)
            {
                break;
            }

            if (isChosen[candidate])
            {
                continue;
            }

            (int start, int end) = SpanAt(candidate, joined, random);
            for (int i = start; i < end && i < sample.Ids.Length && IsCandidate(sample, i); i++)
            {
                count += isChosen[i] ? 0 : 1;
                isChosen[i] = true;
            }
        }

        int[] chosen = new int[count];
        for (int i = 0, next = 0; i < isChosen.Length; i++)
        {
            if (isChosen[i])
            {
                chosen[next++] = i;
            }
        }

        return chosen;
    }

    private (int Start, int End) SpanAt(int position, bool[] joined, Random random)
    {
        int start = position;
        int end = position + 1;
        if (_options.SpanRate > 0 && random.NextDouble() < _options.SpanRate)
        {
            end = position + random.Next(2, _options.MaximumSpan + 1);
        }

        if (_options.WholeWords)
        {
            while (joined[start])
            {
                start--;
            }

            while (end < joined.Length && joined[end])
            {
                end++;
            }
        }

        return (start, end);
    }

    private bool IsCandidate(PrefixSample sample, int i) =>
        i >= sample.Attention.SourceLength || (_options.MaskSource && !IsSpecial(sample.Ids[i]));

    // Tokens of the source that were kept, without special tokens.
    private int SourceCount(PrefixSample sample) => sample.Attention.SourceLength + 1 - _layout.SpecialCount;

    private bool IsSpecial(int id) =>
        id == _options.Layout.SpecialTokens.ClassificationId || id == _options.Layout.SpecialTokens.SeparatorId;

    // Whether each token of the sequence belongs to the word of the token before it; special tokens belong to none.
    private bool[] JoinedToPrevious(PrefixSample sample, ReadOnlySpan<int> sourceWords, ReadOnlySpan<int> targetWords)
    {
        int first = sample.Attention.SourceLength;
        int begin = _options.Layout.SpecialTokens.BeginsText ? 1 : 0;
        bool[] joined = new bool[sample.Ids.Length];
        for (int i = 1; i < SourceCount(sample); i++)
        {
            joined[begin + i] = sourceWords[i] >= 0 && sourceWords[i] == sourceWords[i - 1];
        }

        for (int i = 1; first + i < sample.Ids.Length - 1; i++)
        {
            joined[first + i] = targetWords[i] >= 0 && targetWords[i] == targetWords[i - 1];
        }

        return joined;
    }

    // 80% mask, 10% a random token, 10% unchanged (Devlin et al., arXiv:1810.04805, 3.1), as two draws like the original's.
    private int Corrupt(int id, Random random) =>
        random.NextDouble() < _options.MaskShare ? _options.Layout.SpecialTokens.MaskId
        : random.NextDouble() < _randomShareOfRest ? random.Next(_options.VocabularySize)
        : id;

    private static void CheckShare(double value, string name)
    {
        if (!(value >= 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"PrefixLmMasking needs {name} in [0, 1], but it is {value}.");
        }
    }

    private static void CheckWords(int ids, int words, string name)
    {
        if (ids != words)
        {
            throw new ArgumentException($"PrefixLmMasking needs a word for each token, but {name} has {words} for {ids} tokens.", name);
        }
    }
}
