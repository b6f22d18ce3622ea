using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Classification;

/// <summary>
/// Puts one or two texts into a row: <c>[CLS] text [SEP]</c> or <c>[CLS] first [SEP] second [SEP]</c>, segments 0 and 1 (Devlin et al.,
/// arXiv:1810.04805, figure 4).
/// </summary>
public sealed class ClassificationLayout
{
    private readonly ClassificationLayoutOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Special tokens, length and truncation.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ClassificationLayout(ClassificationLayoutOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MaximumLength <= SpecialCount(isPair: true))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.MaximumLength,
                $"Classification needs room for {SpecialCount(isPair: true)} special tokens and one other, but MaximumLength is {options.MaximumLength}.");
        }

        _options = options;
    }

    /// <summary>The row of one or two texts.</summary>
    /// <param name="first">Token ids, shape [first length].</param>
    /// <param name="second">Token ids of the second text, shape [second length]; null for a text alone.</param>
    /// <param name="label">The class of the row; <see cref="Labels.Ignore"/> for none.</param>
    /// <returns>The row; no token of it is asked for.</returns>
    /// <exception cref="ArgumentException">The texts are too long and must not, or cannot, be shortened.</exception>
    public MaskedSample Assemble(ReadOnlySpan<int> first, int[]? second = null, int label = Labels.Ignore)
    {
        int room = _options.MaximumLength - SpecialCount(second is not null);
        PairTruncation truncation = second is null && _options.Truncation != PairTruncation.None ? PairTruncation.OnlyFirst : _options.Truncation;
        PairLengths kept = new PairLengths(first.Length, second?.Length ?? 0).Fit(truncation, room);
        SpecialTokens special = _options.SpecialTokens;
        int[] ids =
        [
            special.ClassificationId, .. first[..kept.First], special.SeparatorId,
            .. second is null ? [] : (int[])[.. second.AsSpan(0, kept.Second), special.SeparatorId],
        ];
        int[] segments = new int[ids.Length];
        segments.AsSpan(kept.First + SpecialCount(isPair: false)).Fill(1);
        int[] labels = new int[ids.Length];
        Array.Fill(labels, Labels.Ignore);
        return new MaskedSample(ids, segments, labels) { SequenceLabel = label };
    }

    private static int SpecialCount(bool isPair) => isPair ? 3 : 2;
}
