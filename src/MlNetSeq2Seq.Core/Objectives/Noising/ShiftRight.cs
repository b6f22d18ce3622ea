using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// Makes a decoder's input of its labels: at each position it reads the label of the position before (Hugging Face transformers,
/// shift_tokens_right). The one place where labels are shifted; models do not shift again.
/// </summary>
public sealed class ShiftRight
{
    private readonly ShiftRightOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">The tokens that fill in.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is negative.</exception>
    public ShiftRight(ShiftRightOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.StartId);
        ArgumentOutOfRangeException.ThrowIfNegative(options.PaddingId);
        _options = options;
    }

    /// <summary>Shifts labels.</summary>
    /// <param name="labels">The id asked for at each position, <see cref="Labels.Ignore"/> where nothing is; shape [length].</param>
    /// <returns>The decoder's input, shape [length].</returns>
    /// <exception cref="ArgumentException">The shifted labels are the labels: there is nothing but start tokens in them.</exception>
    public int[] Apply(ReadOnlySpan<int> labels)
    {
        int[] decoderIds = new int[labels.Length];
        for (int i = 0; i < decoderIds.Length; i++)
        {
            int previous = i == 0 ? _options.StartId : labels[i - 1];
            decoderIds[i] = previous == Labels.Ignore ? _options.PaddingId : previous;
        }

        Check(decoderIds, labels);
        return decoderIds;
    }

    /// <summary>Checks that a decoder is not shown the label of the very position.</summary>
    /// <param name="decoderIds">The decoder's input, shape [length].</param>
    /// <param name="labels">The id asked for at each position, shape [length].</param>
    /// <exception cref="ArgumentException">They have different lengths, or are equal.</exception>
    public static void Check(ReadOnlySpan<int> decoderIds, ReadOnlySpan<int> labels)
    {
        if (decoderIds.Length != labels.Length)
        {
            throw new ArgumentException(
                $"ShiftRight needs a decoder input for each label, but got {decoderIds.Length} for {labels.Length} labels.", nameof(decoderIds));
        }

        if (labels.Length > 0 && decoderIds.SequenceEqual(labels))
        {
            throw new ArgumentException(
                $"ShiftRight found a decoder input equal to its {labels.Length} labels: the model would only copy. Shift the labels once.",
                nameof(decoderIds));
        }
    }
}
