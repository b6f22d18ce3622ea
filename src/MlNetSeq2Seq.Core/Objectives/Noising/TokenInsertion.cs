namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// Puts masks and random tokens between those of a text (fairseq, denoising_dataset.py); none before the first token of the row, and
/// none after the last.
/// </summary>
/// <remarks>A row becomes longer by the ratio, so clean rows must be that much shorter than a model allows.</remarks>
public sealed class TokenInsertion : ITokenNoise
{
    private readonly TokenInsertionOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">What is put in, and how much.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TokenInsertion(TokenInsertionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Shares.Check(options.InsertionRatio, nameof(TokenInsertion), nameof(options.InsertionRatio));
        Shares.Check(options.RandomRatio, nameof(TokenInsertion), nameof(options.RandomRatio));
        CheckIds(options.MaskId, options.FirstRandomId, options.VocabularySize, nameof(TokenInsertion));
        _options = options;
    }

    /// <inheritdoc/>
    public NoisyTokens Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        TokenFrame.CheckWords(ids.Length, words.Length, nameof(TokenInsertion));
        return Insert(new NoisyTokens(ids.ToArray(), words.ToArray()), (int)Math.Ceiling(ids.Length * _options.InsertionRatio), random);
    }

    /// <summary>Puts in a number of tokens; each is a word of its own.</summary>
    internal NoisyTokens Insert(NoisyTokens row, int count, Random random)
    {
        int length = row.Ids.Length + count;
        if (count == 0 || row.Ids.Length < 2)
        {
            return row;
        }

        int[] places = RandomChoice.Of(count, length - 2, random);
        int[] ids = new int[length];
        int[] words = new int[length];
        bool[] isNew = new bool[length];
        int word = row.Words.Max();
        int randoms = (int)Math.Ceiling(count * _options.RandomRatio);
        for (int i = 0; i < count; i++)
        {
            int place = places[i] + 1;
            isNew[place] = true;
            words[place] = ++word;
            ids[place] = i < randoms ? random.Next(_options.FirstRandomId, _options.VocabularySize) : _options.MaskId;
        }

        for (int i = 0, next = 0; i < length; i++)
        {
            if (!isNew[i])
            {
                (ids[i], words[i]) = (row.Ids[next], row.Words[next]);
                next++;
            }
        }

        return new NoisyTokens(ids, words);
    }

    internal static void CheckIds(int maskId, int firstRandomId, int vocabularySize, string who)
    {
        if (maskId < 0 || maskId >= vocabularySize || firstRandomId < 0 || firstRandomId >= vocabularySize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maskId),
                maskId,
                $"{who} needs MaskId and FirstRandomId below the vocabulary's size {vocabularySize}, but they are {maskId} and {firstRandomId}.");
        }
    }
}
