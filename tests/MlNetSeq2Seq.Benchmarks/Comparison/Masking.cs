using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>The objective of a comparison: UniLM's fine-tuning with the settings of its code.</summary>
internal static class Masking
{
    /// <summary>Most tokens of a sequence, and what the source pads every sequence to.</summary>
    public const int MaximumLength = 50;

    public static PrefixLmMaskingOptions Options(SpecialTokens special) => new()
    {
        Layout = new PrefixLmOptions { SpecialTokens = special, MaximumLength = MaximumLength },
        VocabularySize = Shapes.Config(Shapes.Small).VocabularySize,
    };
}
