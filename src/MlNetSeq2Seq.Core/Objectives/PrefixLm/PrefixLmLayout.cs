using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.PrefixLm;

/// <summary>Puts source and target into one sequence, as UniLM does (Dong et al., arXiv:1905.03197, section 2.1).</summary>
/// <remarks>
/// <c>[CLS] source [SEP] target [SEP]</c>; under <see cref="AttentionKind.LeftToRight"/> and <see cref="AttentionKind.RightToLeft"/>,
/// where the two are one running text, <c>[CLS] source target [SEP]</c>. Without [CLS] where the special tokens say that rows do not begin
/// with one.
/// </remarks>
public sealed class PrefixLmLayout
{
    private readonly PrefixLmOptions _options;
    private readonly SegmentIds _segments;
    private readonly bool _hasInnerSeparator;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How source and target become one sequence.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PrefixLmLayout(PrefixLmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _segments = options.Segments ?? SegmentIds.Unilm(options.Attention);
        _hasInnerSeparator = options.Attention is AttentionKind.Bidirectional or AttentionKind.SequenceToSequence;
        ArgumentOutOfRangeException.ThrowIfNegative(_segments.Source);
        ArgumentOutOfRangeException.ThrowIfNegative(_segments.Target);
        if (options.MaximumLength <= SpecialCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.MaximumLength,
                $"PrefixLm needs room for {SpecialCount} special tokens and one other, but MaximumLength is {options.MaximumLength}.");
        }
    }

    /// <summary>Special tokens of a sequence that holds source and target.</summary>
    public int SpecialCount => BeginCount + (_hasInnerSeparator ? 2 : 1);

    private int BeginCount => _options.SpecialTokens.BeginsText ? 1 : 0;

    /// <summary>Puts source and target into one sequence without labels.</summary>
    /// <param name="source">Token ids without special tokens, shape [source length].</param>
    /// <param name="target">Token ids without special tokens, shape [target length].</param>
    /// <returns>The sequence; every label is <see cref="Labels.Ignore"/>.</returns>
    /// <exception cref="ArgumentException">The pair is too long and must not, or cannot, be shortened.</exception>
    public PrefixSample Assemble(ReadOnlySpan<int> source, ReadOnlySpan<int> target)
    {
        PairLengths kept = new PairLengths(source.Length, target.Length).Fit(_options.Truncation, _options.MaximumLength - SpecialCount);
        int length = kept.First + kept.Second + SpecialCount;
        int sourceLength = length - kept.Second - 1;

        int[] ids = new int[length];
        Begin(ids);
        source[..kept.First].CopyTo(ids.AsSpan(BeginCount));
        if (_hasInnerSeparator)
        {
            ids[sourceLength - 1] = _options.SpecialTokens.SeparatorId;
        }

        target[..kept.Second].CopyTo(ids.AsSpan(sourceLength));
        ids[^1] = _options.SpecialTokens.SeparatorId;
        return Wrap(ids, sourceLength);
    }

    /// <summary>
    /// Puts a source alone into the sequence that a decoder continues: <c>[CLS] source [SEP]</c>, or <c>[CLS] source</c>.
    /// </summary>
    /// <param name="source">Token ids without special tokens; what does not fit is cut off at the end. Shape [source length].</param>
    /// <param name="targetRoom">
    /// Places of <see cref="PrefixLmOptions.MaximumLength"/> that are left for the target, its end token included.
    /// </param>
    /// <returns>The sequence; every label is <see cref="Labels.Ignore"/>.</returns>
    /// <exception cref="ArgumentException">
    /// There is no place left for a source, or the source does not fit and must not be shortened.
    /// </exception>
    public PrefixSample AssembleSource(ReadOnlySpan<int> source, int targetRoom)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(targetRoom);
        int room = _options.MaximumLength - targetRoom - (SpecialCount - 1);
        if (room < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(targetRoom),
                targetRoom,
                $"PrefixLm has no place for a source: MaximumLength {_options.MaximumLength} less {SpecialCount - 1} special tokens "
                + $"and {targetRoom} places for the target leaves {room}.");
        }

        if (source.Length > room && _options.Truncation == PairTruncation.None)
        {
            throw new ArgumentException(
                $"A source of {source.Length} tokens does not fit into {room} places with truncation None.", nameof(source));
        }

        int kept = Math.Min(source.Length, room);
        int[] ids = new int[kept + SpecialCount - 1];
        Begin(ids);
        source[..kept].CopyTo(ids.AsSpan(BeginCount));
        if (_hasInnerSeparator)
        {
            ids[^1] = _options.SpecialTokens.SeparatorId;
        }

        return Wrap(ids, ids.Length);
    }

    private void Begin(int[] ids)
    {
        if (_options.SpecialTokens.BeginsText)
        {
            ids[0] = _options.SpecialTokens.ClassificationId;
        }
    }

    private PrefixSample Wrap(int[] ids, int sourceLength)
    {
        int[] segments = new int[ids.Length];
        segments.AsSpan(0, sourceLength).Fill(_segments.Source);
        segments.AsSpan(sourceLength).Fill(_segments.Target);
        int[] labels = new int[ids.Length];
        Array.Fill(labels, Labels.Ignore);
        return new PrefixSample(ids, segments, labels, new AttentionShape(_options.Attention, ids.Length, sourceLength));
    }
}
