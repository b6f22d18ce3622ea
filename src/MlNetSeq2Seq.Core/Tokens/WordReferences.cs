namespace MlNetSeq2Seq.Tokens;

/// <summary>Whole-word references as numbers of words.</summary>
public static class WordReferences
{
    /// <summary>The word of each token of a row.</summary>
    /// <param name="length">Tokens of the row, special tokens included.</param>
    /// <param name="references">Places that go on with the word of the token before them; those from <paramref name="length"/> on are ignored.</param>
    /// <returns>Numbers from 0, equal for the tokens of one word; shape [length].</returns>
    /// <exception cref="ArgumentException">A reference is negative.</exception>
    public static int[] ToWords(int length, ReadOnlySpan<int> references)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int[] words = new int[length];
        words.AsSpan().Fill(1);
        foreach (int reference in references)
        {
            if (reference < 0)
            {
                throw new ArgumentException($"A whole-word reference is the place of a token, but one is {reference}.", nameof(references));
            }

            if (reference < length)
            {
                words[reference] = 0;
            }
        }

        int word = -1;
        for (int i = 0; i < length; i++)
        {
            word += i == 0 ? 1 : words[i];
            words[i] = word;
        }

        return words;
    }
}
