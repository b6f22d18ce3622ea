using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Masking;

/// <summary>A vocabulary of 1,000 ideographs behind the special tokens, a placeholder, and rows over it.</summary>
internal static class MaskingVocabulary
{
    internal const int Ordinary = 1000;

    /// <summary>The first id that is no special token and no placeholder.</summary>
    internal const int First = 6;

    internal static readonly Vocabulary Vocabulary = TestTokens.Vocabulary(
        ["[unused1]", .. Enumerable.Range(0, Ordinary).Select(i => ((char)(0x4E00 + i)).ToString())]);

    internal static WholeWordMasking MaskingOf(MaskingRule rule, MaskingStatistics? statistics = null) =>
        new(new WholeWordMaskingOptions { Vocabulary = Vocabulary, Rule = rule, Statistics = statistics ?? new MaskingStatistics() });

    /// <summary>Everything that any preset needs: all tokens but every tenth occur, and every word of one or two tokens has two neighbours.</summary>
    internal static MaskingStatistics Statistics { get; } = new()
    {
        TokenCounts = [.. Enumerable.Range(0, Vocabulary.Count).Select(id => id % 10 == 0 ? 0L : id)],
        SimilarWords = new SimilarWords
        {
            Words = [.. Enumerable.Range(0, Ordinary).Select(i => new[] { First + i }), .. Enumerable.Range(0, Ordinary - 1).Select(i => new[] { First + i, First + i + 1 })],
            Neighbours =
            [
                .. Enumerable.Range(0, Ordinary).Select(i => new[] { (i + 1) % Ordinary, (i + 2) % Ordinary }),
                .. Enumerable.Range(0, Ordinary - 1).Select(i => new[] { Ordinary + ((i + 7) % (Ordinary - 1)) }),
            ],
        },
    };

    /// <summary>Tokens that are all different while there are enough, [CLS] before and [SEP] behind them, in words of the given length.</summary>
    internal static (int[] Ids, int[] Words) Row(int tokens, int wordLength, bool hasSpecialTokens = true)
    {
        int[] ids = [.. Enumerable.Range(0, tokens).Select(i => First + (i % Ordinary))];
        int[] words = [.. Enumerable.Range(0, tokens).Select(i => i / wordLength)];
        return hasSpecialTokens
            ? ([TestTokens.Special.ClassificationId, .. ids, TestTokens.Special.SeparatorId], [-1, .. words, -1])
            : (ids, words);
    }

    /// <summary>Random tokens, special ones among them, in words of one to five tokens.</summary>
    internal static (int[] Ids, int[] Words) RandomRow(Random random)
    {
        int length = random.Next(0, 40);
        int[] ids = new int[length];
        int[] words = new int[length];
        int word = 0;
        for (int i = 0; i < length; i++)
        {
            ids[i] = random.Next(0, 5) == 0 ? random.Next(0, First) : random.Next(First, Vocabulary.Count);
            word += random.Next(0, 3) == 0 ? random.Next(1, 3) : 0;
            words[i] = random.Next(0, 10) == 0 ? -1 : word;
        }

        return (ids, words);
    }
}
