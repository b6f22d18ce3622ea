using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Models.Flash;
using MlNetSeq2Seq.Models.FlashQuad;
using MlNetSeq2Seq.Models.GauAlpha;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>Encoders of 32 numbers a token, which learn some dozen rows by heart in a second.</summary>
internal static class SmallEncoders
{
    public static IEncoderConfig Config(string architecture, Vocabulary vocabulary, int length) => architecture switch
    {
        "bert" => new BertConfig
        {
            VocabularySize = vocabulary.Count, LayerCount = 2, HiddenSize = 32, HeadCount = 2, IntermediateSize = 64, MaximumLength = length,
            HiddenDropout = 0, AttentionDropout = 0, InitializerRange = 0.1,
        },
        "gau-alpha" => new GauAlphaConfig
        {
            VocabularySize = vocabulary.Count, LayerCount = 2, HiddenSize = 32, IntermediateSize = 64, KeySize = 16, MaximumLength = length,
            HiddenDropout = 0, AttentionDropout = 0, ClassifierDropout = 0, InitializerRange = 0.1,
        },
        "flash-quad" => new FlashQuadConfig
        {
            VocabularySize = vocabulary.Count, LayerCount = 2, HiddenSize = 32, KeySize = 16, MaximumLength = length, ClassifierDropout = 0, InitializerRange = 0.1,
        },
        "flash" => new FlashConfig
        {
            VocabularySize = vocabulary.Count, LayerCount = 2, HiddenSize = 32, GroupSize = 16, KeySize = 32, MaximumLength = length, ClassifierDropout = 0,
        },
        _ => throw new ArgumentException(architecture),
    };

    public static Vocabulary Characters(IEnumerable<string> texts)
    {
        var builder = new VocabularyBuilder();
        foreach (string text in texts)
        {
            builder.Add(text);
        }

        return builder.BuildCharacters();
    }
}
