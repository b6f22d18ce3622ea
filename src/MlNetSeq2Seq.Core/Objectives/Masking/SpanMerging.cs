using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>
/// Makes one mask of each run of masks, so that masking becomes infilling (Fengshenbang-LM, Randeng-BART's pre-training).
/// </summary>
/// <remarks>
/// The target is the text as it was, so labels that stand for single positions do not fit any more. Runs of two spans that touch become
/// one mask too, and a token that masking left visible keeps its span in two.
/// </remarks>
public sealed class SpanMerging : ITokenNoise
{
    private readonly SpanMergingOptions _options;

    /// <summary>Takes the options.</summary>
    /// <param name="options">The mask.</param>
    public SpanMerging(SpanMergingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    public NoisyTokens Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random) => Apply(ids, words);

    /// <summary>Merges the masks of a row; nothing is drawn.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <param name="words">Number of the word of each token, shape [length].</param>
    /// <returns>The row; a mask has the word of the first one of its run.</returns>
    /// <exception cref="ArgumentException">Ids and words differ in number.</exception>
    public NoisyTokens Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words)
    {
        TokenFrame.CheckWords(ids.Length, words.Length, nameof(SpanMerging));
        bool[] deleted = new bool[ids.Length];
        for (int i = 1; i < ids.Length; i++)
        {
            deleted[i] = ids[i] == _options.MaskId && ids[i - 1] == _options.MaskId;
        }

        return TokenDeletion.Without(deleted, ids, words);
    }
}
