namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// BART's noises one after the other, in the order of its data set: permute sentences, hide spans, delete tokens, insert tokens, rotate
/// (Lewis et al., arXiv:1910.13461, section 2.2; fairseq, denoising_dataset.py, which has no deletion).
/// </summary>
public sealed class BartNoising : ITokenNoise
{
    private readonly ITokenNoise[] _noises;

    /// <summary>Checks the options.</summary>
    /// <param name="options">The noises.</param>
    /// <exception cref="ArgumentException">An option of a noise is out of range, or there is no noise.</exception>
    public BartNoising(BartNoisingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ITokenNoise> noises = [];
        Add(options.Permutation, o => new SentencePermutation(o));
        Add(options.Infilling, o => new TextInfilling(o));
        Add(options.Deletion, o => new TokenDeletion(o));
        Add(options.Insertion, o => new TokenInsertion(o));
        Add(options.Rotation, o => new DocumentRotation(o));
        _noises = noises.Count > 0 ? [.. noises] : throw new ArgumentException("BartNoising needs a noise, but all of them are null.", nameof(options));

        void Add<T>(T? noise, Func<T, ITokenNoise> create)
            where T : class
        {
            if (noise is not null)
            {
                noises.Add(create(noise));
            }
        }
    }

    /// <inheritdoc/>
    public NoisyTokens Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random)
    {
        NoisyTokens row = _noises[0].Apply(ids, words, random);
        foreach (ITokenNoise noise in _noises.AsSpan(1))
        {
            row = noise.Apply(row.Ids, row.Words, random);
        }

        return row;
    }
}
