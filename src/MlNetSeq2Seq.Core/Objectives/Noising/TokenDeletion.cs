namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// Deletes tokens, so that a model must also find out where something is missing (BART: Lewis et al., arXiv:1910.13461, section 2.2).
/// </summary>
/// <remarks>
/// The paper does not say how many are drawn; here it is exactly the ratio, rounded to even, so that the length of a row tells nothing
/// of chance.
/// </remarks>
public sealed class TokenDeletion : ITokenNoise
{
    private readonly TokenDeletionOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How much is deleted.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TokenDeletion(TokenDeletionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Shares.Check(options.DeletionRatio, nameof(TokenDeletion), nameof(options.DeletionRatio));
        _options = options;
    }

    /// <inheritdoc/>
    public NoisyTokens Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        TokenFrame.CheckWords(ids.Length, words.Length, nameof(TokenDeletion));
        List<int> ordinary = new(ids.Length);
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] >= 0)
            {
                ordinary.Add(i);
            }
        }

        int wanted = (int)Math.Round(ordinary.Count * _options.DeletionRatio, MidpointRounding.ToEven);
        bool[] deleted = new bool[ids.Length];
        foreach (int number in RandomChoice.Of(Math.Clamp(wanted, 0, Math.Max(0, ordinary.Count - 1)), ordinary.Count, random))
        {
            deleted[ordinary[number]] = true;
        }

        return Without(deleted, ids, words);
    }

    internal static NoisyTokens Without(ReadOnlySpan<bool> deleted, ReadOnlySpan<int> ids, ReadOnlySpan<int> words)
    {
        int kept = deleted.Count(false);
        int[] keptIds = new int[kept];
        int[] keptWords = new int[kept];
        for (int i = 0, next = 0; i < ids.Length; i++)
        {
            if (!deleted[i])
            {
                (keptIds[next], keptWords[next]) = (ids[i], words[i]);
                next++;
            }
        }

        return new NoisyTokens(keptIds, keptWords);
    }
}
