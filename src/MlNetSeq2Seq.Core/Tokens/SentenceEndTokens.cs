namespace MlNetSeq2Seq.Tokens;

/// <summary>Finds the tokens of a vocabulary that end Chinese sentences.</summary>
public static class SentenceEndTokens
{
    private static readonly string[] s_ends = ["。", "；", ";", "！", "!", "？", "?"];

    /// <summary>The ids of 。；;！!？?, as far as the vocabulary has them.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <exception cref="InvalidDataException">The vocabulary has none of them.</exception>
    public static int[] Of(Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        List<int> ids = [];
        foreach (string end in s_ends)
        {
            if (vocabulary.TryGetId(end, out int id))
            {
                ids.Add(id);
            }
        }

        return ids.Count > 0
            ? [.. ids]
            : throw new InvalidDataException($"The vocabulary of {vocabulary.Count} tokens has none of the sentence ends {string.Concat(s_ends)}.");
    }
}
