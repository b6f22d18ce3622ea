using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests;

/// <summary>A small vocabulary for tests by hand: padding 0, unknown 1, beginning 2, separator 3, mask 4.</summary>
internal static class TestTokens
{
    internal static readonly SpecialTokens Special = new()
    {
        PaddingId = 0,
        UnknownId = 1,
        ClassificationId = 2,
        SeparatorId = 3,
        MaskId = 4,
    };

    internal static Vocabulary Vocabulary(params string[] tokens) => new([.. new SpecialTokenNames().InOrder(), .. tokens]);
}
