namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// Rotates a text so that it begins with a token drawn evenly; a model learns to find the beginning (BART: Lewis et al.,
/// arXiv:1910.13461, section 2.2; fairseq, denoising_dataset.py). The special tokens around the text stay.
/// </summary>
/// <remarks>
/// differs: fairseq draws one place too many, which leaves the text as it is; here each token begins the text equally often.
/// </remarks>
public sealed class DocumentRotation : ITokenNoise
{
    private readonly DocumentRotationOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How often a row is rotated.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DocumentRotation(DocumentRotationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Shares.Check(options.Probability, nameof(DocumentRotation), nameof(options.Probability));
        _options = options;
    }

    /// <inheritdoc/>
    public NoisyTokens Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        TokenFrame.CheckWords(ids.Length, words.Length, nameof(DocumentRotation));
        TokenFrame frame = TokenFrame.Of(words);
        bool rotates = _options.Probability >= 1 || (_options.Probability > 0 && random.NextDouble() < _options.Probability);
        if (!rotates || frame.Length < 2)
        {
            return new NoisyTokens(ids.ToArray(), words.ToArray());
        }

        int first = random.Next(frame.Start, frame.End);
        return new NoisyTokens(Rotate(ids, frame, first), Rotate(words, frame, first));
    }

    private static int[] Rotate(ReadOnlySpan<int> values, TokenFrame frame, int first) =>
        [.. values[..frame.Start], .. values[first..frame.End], .. values[frame.Start..first], .. values[frame.End..]];
}
