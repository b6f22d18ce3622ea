using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

/// <summary>Rows by chance: words of one to three tokens with ids from 10 to 59, special tokens around them and now and then between.</summary>
internal static class RandomRows
{
    internal const int Mask = 4;
    internal const int VocabularySize = 60;

    internal static NoisyTokens Draw(Random random)
    {
        List<int> ids = [2];
        List<int> words = [-1];
        int count = random.Next(40);
        for (int word = 0; word < count; word++)
        {
            if (random.NextDouble() < 0.1)
            {
                ids.Add(3);
                words.Add(-1);
            }

            for (int piece = random.Next(1, 4); piece > 0; piece--)
            {
                ids.Add(random.Next(10, VocabularySize));
                words.Add(word);
            }
        }

        return new NoisyTokens([.. ids, 3], [.. words, -1]);
    }

    internal static int[] SpecialsOf(NoisyTokens row) => [.. row.Ids.Where((_, i) => row.Words[i] < 0)];

    /// <summary>A row of words of one token each between the special tokens that begin and end it.</summary>
    internal static NoisyTokens Plain(params int[] ids) => new([2, .. ids, 3], [-1, .. Enumerable.Range(0, ids.Length), -1]);
}
