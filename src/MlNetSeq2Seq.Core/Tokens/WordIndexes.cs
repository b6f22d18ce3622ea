using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Finds the word of each token.</summary>
internal static class WordIndexes
{
    /// <summary>The word in which each token begins.</summary>
    /// <param name="offsets">The part of the text that each token stands for, from left to right.</param>
    /// <param name="words">The words of the text, from left to right, without gap.</param>
    internal static int[] Of(ReadOnlySpan<TextSpan> offsets, ReadOnlySpan<TextSpan> words)
    {
        int[] indexes = new int[offsets.Length];
        int word = 0;
        for (int i = 0; i < offsets.Length; i++)
        {
            while (word + 1 < words.Length && words[word].End <= offsets[i].Start)
            {
                word++;
            }

            indexes[i] = word;
        }

        return indexes;
    }
}
