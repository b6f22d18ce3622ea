namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// Takes spans out of a text and asks for them: T5's objective, and by its options those it was compared with (Raffel et al.,
/// arXiv:1910.10683, sections 3.1.4 and 3.3; t5/data/preprocessors.py).
/// </summary>
/// <remarks>
/// <c>Thank you X me to your party Y week</c> asks for <c>X for inviting Y last Z</c>: a target whose text ends clean closes with a
/// sentinel. Special tokens around the text stay in the source; those inside it are never hidden and end a span.
/// </remarks>
public sealed class SpanCorruption
{
    private readonly SpanCorruptionOptions _options;
    private readonly NoiseMask _mask;

    /// <summary>Checks the options.</summary>
    /// <param name="options">What is hidden, how it is shown and what is asked for.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the chosen display lacks its tokens.</exception>
    public SpanCorruption(SpanCorruptionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _mask = new NoiseMask(options.Mask);
        _options = options;
        if (options.Display == SpanDisplay.Sentinel && options.SentinelIds.Count == 0)
        {
            throw new ArgumentException("SpanCorruption shows spans as sentinels and needs SentinelIds, but there are none.", nameof(options));
        }

        if (options.Display is SpanDisplay.Mask or SpanDisplay.MaskPerToken && options.MaskId is null)
        {
            throw new ArgumentException($"SpanCorruption with Display {options.Display} needs MaskId, but it is null.", nameof(options));
        }
    }

    /// <summary>Corrupts a row.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <param name="words">Number of the word of each token, -1 for special tokens; shape [length].</param>
    /// <param name="random">The only source of chance.</param>
    /// <exception cref="ArgumentException">Ids and words differ in number, or there are more spans than sentinels.</exception>
    public CorruptedText Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        TokenFrame.CheckWords(ids.Length, words.Length, nameof(SpanCorruption));
        TokenFrame frame = TokenFrame.Of(words);
        ReadOnlySpan<int> text = ids[frame.Start..frame.End];
        bool[] mask = Draw(words[frame.Start..frame.End], random);
        NoisyTokens middle = Source(text, words[frame.Start..frame.End], mask);
        List<int> source = [.. ids[..frame.Start], .. middle.Ids, .. ids[frame.End..]];
        List<int> sourceWords = [.. words[..frame.Start], .. middle.Words, .. words[frame.End..]];
        List<int> target = _options.Target == SpanTarget.WholeText ? [.. text] : Target(text, mask);
        if (_options.EndId is { } end)
        {
            target.Add(end);
            if (source.Count == 0 || source[^1] != end)
            {
                source.Add(end);
                sourceWords.Add(-1);
            }
        }

        return new CorruptedText(new NoisyTokens([.. source], [.. sourceWords]), [.. target]);
    }

    private bool[] Draw(ReadOnlySpan<int> words, Random random)
    {
        // The unit that each token belongs to: itself, or its word; special tokens inside the text belong to none.
        int[] units = new int[words.Length];
        int count = 0;
        for (int i = 0; i < words.Length; i++)
        {
            bool joins = _options.WholeWords && i > 0 && words[i] == words[i - 1];
            units[i] = words[i] < 0 ? -1 : joins ? count - 1 : count++;
        }

        bool[] drawn = _mask.Draw(count, random);
        return [.. units.Select(unit => unit >= 0 && drawn[unit])];
    }

    private NoisyTokens Source(ReadOnlySpan<int> text, ReadOnlySpan<int> words, bool[] mask)
    {
        List<int> source = new(text.Length);
        List<int> sourceWords = new(text.Length);
        int spans = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            bool begins = mask[i] && (i == 0 || !mask[i - 1]);
            if (!mask[i] || _options.Display == SpanDisplay.MaskPerToken || (begins && _options.Display != SpanDisplay.Nothing))
            {
                source.Add(!mask[i] ? text[i] : _options.Display == SpanDisplay.Sentinel ? Sentinel(spans, mask) : _options.MaskId!.Value);
                sourceWords.Add(words[i]);
            }

            spans += begins ? 1 : 0;
        }

        return new NoisyTokens([.. source], [.. sourceWords]);
    }

    private List<int> Target(ReadOnlySpan<int> text, bool[] mask)
    {
        List<int> target = [];
        bool showsSentinels = _options.Display == SpanDisplay.Sentinel;
        int sentinels = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            bool beginsRun = i == 0 || mask[i] != mask[i - 1];
            if (showsSentinels && beginsRun && mask[i] != _options.NumbersCleanRuns)
            {
                target.Add(Sentinel(sentinels++, mask));
            }

            if (mask[i])
            {
                target.Add(text[i]);
            }
        }

        bool endsClean = mask.Length > 0 && !mask[^1];
        if (showsSentinels && endsClean && !_options.NumbersCleanRuns)
        {
            target.Add(Sentinel(sentinels, mask));
        }

        return target;
    }

    private int Sentinel(int number, bool[] mask) => number < _options.SentinelIds.Count
        ? _options.SentinelIds[number]
        : throw new ArgumentException(
            $"SpanCorruption needs more than the {_options.SentinelIds.Count} sentinels that there are for a row of {mask.Length} tokens with "
            + $"{mask.Where((isNoise, i) => isNoise && (i == 0 || !mask[i - 1])).Count()} hidden spans; cut rows with SlidingWindows or name more.",
            nameof(number));
}
