using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Unilm;

/// <summary>
/// UniLM's pre-training: two neighbouring parts of a document under one of four objectives, which share hidden tokens and differ in who
/// may look at whom (Dong et al., arXiv:1905.03197, section 2.3; the order label is the Chinese source's).
/// </summary>
/// <remarks>
/// Rows are <c>[CLS] first [SEP] second [SEP]</c>, and <c>[CLS] first second [SEP]</c> under the two one-way objectives. Tokens of both
/// parts are asked for, but under sequence to sequence those of the second alone, its end token included.
/// Differs from the Chinese source: cutting a pair does not change it for later epochs, a part that stands beside itself has no order
/// to learn, and where the sentences of a row are parted is drawn in every pass.
/// </remarks>
public sealed class UnilmPretraining
{
    /// <summary>Label of a row whose parts stand in their order.</summary>
    public const int InOrder = 1;

    /// <summary>Label of a row whose parts were swapped.</summary>
    public const int Swapped = 0;

    private readonly UnilmPretrainingOptions _options;
    private readonly PrefixLmMasking[] _maskings;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Objectives, lengths and noise.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public UnilmPretraining(UnilmPretrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            options.Mix.Validate();
        }
        catch (InvalidOperationException e)
        {
            throw new ArgumentException(e.Message, nameof(options), e);
        }

        _options = options;
        _maskings = [.. Enum.GetValues<AttentionKind>().Select(Masking)];
    }

    /// <summary>Makes the row of a run of sentences, of which it draws the objective and where the second part begins.</summary>
    /// <param name="sentences">The sentences, at least two; none empty.</param>
    /// <param name="random">The only source of chance.</param>
    /// <exception cref="ArgumentException">There are fewer than two sentences.</exception>
    public PrefixSample Apply(IReadOnlyList<TokenSequence> sentences, Random random)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentNullException.ThrowIfNull(random);
        if (sentences.Count < 2)
        {
            throw new ArgumentException($"UnilmPretraining needs at least 2 sentences for a pair, but got {sentences.Count}.", nameof(sentences));
        }

        AttentionKind kind = _options.Mix.Draw(random);
        int second = random.Next(1, sentences.Count);
        return Apply(kind, Join(sentences, 0, second), Join(sentences, second, sentences.Count), random);
    }

    /// <summary>Makes the row of a pair under an objective that is given, for example drawn for a whole batch.</summary>
    /// <param name="kind">The objective.</param>
    /// <param name="first">What stands first in the document.</param>
    /// <param name="second">What follows it.</param>
    /// <param name="random">The only source of chance.</param>
    public PrefixSample Apply(AttentionKind kind, TokenSequence first, TokenSequence second, Random random)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(random);
        int order = Labels.Ignore;
        if (_options.PredictOrder && kind == AttentionKind.Bidirectional && !first.Ids.AsSpan().SequenceEqual(second.Ids))
        {
            order = random.NextDouble() < 0.5 ? Swapped : InOrder;
        }

        (TokenSequence left, TokenSequence right) = order == Swapped ? (second, first) : (first, second);
        PairLengths kept = new PairLengths(left.Length, right.Length).Fit(PairTruncation.LongestFirst, _options.MaximumLength - SpecialCount(kind));
        (int start, int end) = Keep(left.Length, kept.First, random);
        (int rightStart, int rightEnd) = Keep(right.Length, kept.Second, random);
        PrefixSample sample = _maskings[(int)kind].Apply(
            left.Ids.AsSpan()[start..end], left.Words.AsSpan()[start..end], right.Ids.AsSpan()[rightStart..rightEnd], right.Words.AsSpan()[rightStart..rightEnd], random);
        return sample with { SequenceLabel = order };
    }

    private static int SpecialCount(AttentionKind kind) => kind is AttentionKind.LeftToRight or AttentionKind.RightToLeft ? 2 : 3;

    private static TokenSequence Join(IReadOnlyList<TokenSequence> sentences, int from, int to)
    {
        List<int> ids = [];
        List<int> words = [];
        int word = 0;
        for (int i = from; i < to; i++)
        {
            // Words go on counting, or the last of one sentence and the first of the next would be one.
            ids.AddRange(sentences[i].Ids);
            words.AddRange(sentences[i].Words.Select(w => w + word));
            word = words.Count > 0 ? words[^1] + 1 : 0;
        }

        return new TokenSequence([.. ids], [.. words], []);
    }

    // Tokens go one by one from either end; which end of how many is all that is left of the order.
    private (int Start, int End) Keep(int length, int kept, Random random)
    {
        int start = 0;
        for (int cut = length - kept; cut > 0 && !_options.CutEndsOnly; cut--)
        {
            start += random.NextDouble() < 0.5 ? 1 : 0;
        }

        return (start, start + kept);
    }

    private PrefixLmMasking Masking(AttentionKind kind) => new(new PrefixLmMaskingOptions
    {
        Layout = new PrefixLmOptions { SpecialTokens = _options.SpecialTokens, MaximumLength = _options.MaximumLength, Attention = kind },
        VocabularySize = _options.VocabularySize,
        MaskSource = kind != AttentionKind.SequenceToSequence,
        MaskRate = _options.MaskRate,
        MaximumMasked = _options.MaximumMasked,
        SpanRate = _options.SpanRate,
        MaximumSpan = _options.MaximumSpan,
        WholeWords = _options.WholeWords,
        MaskShare = _options.MaskShare,
        RandomShare = _options.RandomShare,
    });
}
