using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Makes what draws random tokens.</summary>
internal static class RandomTokenSource
{
    /// <summary>What the options ask for.</summary>
    internal static IRandomTokens Of(WholeWordMaskingOptions options, SpecialTokens special)
    {
        RandomTokens from = options.Rule.Corruption.RandomFrom;
        return from switch
        {
            RandomTokens.Ordinary => new EvenTokens(Ordinary(options.Vocabulary, special)),
            RandomTokens.Corpus => new FrequentTokens(Ordinary(options.Vocabulary, special), CountsOf(options)),
            RandomTokens.Vocabulary => new RangeOfTokens(0, options.Vocabulary.Count),
            RandomTokens.VocabularyButFirst => new RangeOfTokens(1, options.Vocabulary.Count),
            _ => throw new ArgumentOutOfRangeException(nameof(options), from, $"There are no random tokens '{from}'."),
        };
    }

    private static IReadOnlyList<long> CountsOf(WholeWordMaskingOptions options)
    {
        IReadOnlyList<long> counts = options.Statistics.TokenCounts ?? throw new ArgumentException(
            "WholeWordMasking needs Statistics.TokenCounts to draw random tokens by their frequency; Fit of WholeWordMask counts them.", nameof(options));
        return counts.Count == options.Vocabulary.Count
            ? counts
            : throw new ArgumentException(
                $"WholeWordMasking needs TokenCounts of the {options.Vocabulary.Count} tokens of the vocabulary, but there are {counts.Count}.",
                nameof(options));
    }

    private static int[] Ordinary(Vocabulary vocabulary, SpecialTokens special)
    {
        int[] ids = [.. Enumerable.Range(0, vocabulary.Count).Where(id => !special.Contains(id) && IsOrdinary(vocabulary[id]))];
        return ids.Length > 0
            ? ids
            : throw new ArgumentException(
                $"WholeWordMasking needs a vocabulary with an ordinary token, but all {vocabulary.Count} are special.", nameof(vocabulary));
    }

    // Not a place without a token, and not a placeholder such as [unused1].
    private static bool IsOrdinary(string token) => token.Length > 0 && !(token.Length > 2 && token[0] == '[' && token[^1] == ']');
}
