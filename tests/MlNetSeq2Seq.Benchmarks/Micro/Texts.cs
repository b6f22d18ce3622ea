using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Benchmarks.Micro;

/// <summary>Texts and token ids for the pieces, the same in every run.</summary>
internal static class Texts
{
    /// <summary>bert-base-chinese has as many.</summary>
    public const int VocabularySize = 21128;

    public const string Sentence = "夏季宽松睡裤男士，柔软亲肤的面料让每一个夜晚都轻盈，GPT-4也说好。";

    public static SpecialTokens SpecialTokens { get; } = new() { PaddingId = 0, UnknownId = 100, ClassificationId = 101, SeparatorId = 102, MaskId = 103 };

    /// <summary>Token ids that are no special tokens.</summary>
    public static int[] Ids(Random random, int count)
    {
        const int first = 700;
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(first, VocabularySize))];
    }
}
