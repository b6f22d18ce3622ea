using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Models.Flash;
using MlNetSeq2Seq.Models.FlashQuad;
using MlNetSeq2Seq.Models.GauAlpha;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>The networks that PretrainGau trains: three of gated attention units, and BERT to compare them with.</summary>
internal static class GatedNetworks
{
    // The sizes of the published models, which small ones stay below.
    private const int LargestKey = 128;
    private const int LargestGroup = 256;

    /// <summary>The options of an architecture's trainer: the sizes of the model to begin with, or those of the command line.</summary>
    public static MaskedLmTrainerOptions Of(string architecture, StartingModel start, TrainingValues values, Vocabulary tokens) => architecture switch
    {
        "flash-quad" => new FlashQuadTrainerOptions
        {
            Vocabulary = tokens,
            Network = start.Config<FlashQuadConfig>() ?? new FlashQuadConfig
            {
                VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, KeySize = Math.Min(LargestKey, values.Hidden / 2),
                MaximumLength = 2 * values.Length, Dropout = values.Dropout, InitializerRange = values.InitializerRange,
            },
        },
        "flash" => new FlashTrainerOptions
        {
            Vocabulary = tokens,
            Network = start.Config<FlashConfig>() ?? new FlashConfig
            {
                VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, KeySize = Math.Min(LargestKey, values.Hidden / 2),
                GroupSize = Math.Min(LargestGroup, values.Length / 2), MaximumLength = 2 * values.Length, Dropout = values.Dropout, InitializerRange = values.InitializerRange,
            },
        },
        "bert" => new BertTrainerOptions
        {
            Vocabulary = tokens,
            Network = start.Config<BertConfig>() ?? new BertConfig
            {
                VocabularySize = tokens.Count, Head = EncoderHead.MaskedLanguageModel, LayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads,
                IntermediateSize = 4 * values.Hidden, MaximumLength = 2 * values.Length,
                HiddenDropout = values.Dropout, AttentionDropout = values.Dropout, InitializerRange = values.InitializerRange,
            },
        },
        _ => new GauAlphaTrainerOptions
        {
            Vocabulary = tokens,
            Network = start.Config<GauAlphaConfig>() ?? new GauAlphaConfig
            {
                VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, IntermediateSize = 2 * values.Hidden,
                KeySize = Math.Min(LargestKey, values.Hidden / 2), MaximumLength = 2 * values.Length,
                HiddenDropout = values.Dropout, AttentionDropout = values.Dropout, InitializerRange = values.InitializerRange,
            },
        },
    };
}
