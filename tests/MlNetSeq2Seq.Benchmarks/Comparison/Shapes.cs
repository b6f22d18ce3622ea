using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Models.Unilm;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>The networks that are compared, each in two sizes.</summary>
internal static class Shapes
{
    public const string Small = "small";
    public const string Base = "base";

    public const string Unilm = "unilm";
    public const string Gpt = "gpt";
    public const string Bart = "bart";

    // That of bert-base-chinese, whatever the vocabulary at hand holds: the output layer is part of what is measured.
    private const int VocabularySize = 21128;

    public static IReadOnlyList<string> Networks { get; } = [Unilm, Gpt, Bart];

    public static UnilmConfig Config(string shape) => shape switch
    {
        Small => new UnilmConfig { VocabularySize = VocabularySize, HiddenSize = 128, LayerCount = 2, HeadCount = 2, IntermediateSize = 512 },
        Base => new UnilmConfig { VocabularySize = VocabularySize },
        _ => throw Unknown(shape),
    };

    public static GptConfig GptConfig(string shape) => shape switch
    {
        Small => new GptConfig { VocabularySize = VocabularySize, HiddenSize = 128, LayerCount = 2, HeadCount = 2, Activation = "gelu", HasBias = false },
        Base => new GptConfig { VocabularySize = VocabularySize, Activation = "gelu", HasBias = false },
        _ => throw Unknown(shape),
    };

    public static BartConfig BartConfig(string shape) => shape switch
    {
        Small => new BartConfig
        {
            VocabularySize = VocabularySize,
            HiddenSize = 128,
            EncoderLayerCount = 2,
            DecoderLayerCount = 2,
            EncoderHeadCount = 2,
            DecoderHeadCount = 2,
            EncoderIntermediateSize = 512,
            DecoderIntermediateSize = 512,
        },
        Base => new BartConfig { VocabularySize = VocabularySize },
        _ => throw Unknown(shape),
    };

    private static ArgumentException Unknown(string shape) =>
        new($"There is no shape '{shape}'; there are '{Small}' (2 layers, 128 wide) and '{Base}' (12 layers, 768 wide).");
}
