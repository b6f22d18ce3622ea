using MlNetSeq2Seq.Models.Unilm;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>The two sizes of network that are compared.</summary>
internal static class Shapes
{
    public const string Small = "small";
    public const string Base = "base";

    // That of bert-base-chinese, whatever the vocabulary at hand holds: the output layer is part of what is measured.
    private const int VocabularySize = 21128;

    public static UnilmConfig Config(string shape) => shape switch
    {
        Small => new UnilmConfig { VocabularySize = VocabularySize, HiddenSize = 128, LayerCount = 2, HeadCount = 2, IntermediateSize = 512 },
        Base => new UnilmConfig { VocabularySize = VocabularySize },
        _ => throw new ArgumentException($"There is no shape '{shape}'; there are '{Small}' (2 layers, 128 wide) and '{Base}' (12 layers, 768 wide)."),
    };
}
