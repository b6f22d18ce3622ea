using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Models.Lstm;
using MlNetSeq2Seq.Models.T5;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>The networks that FinetuneTitle trains.</summary>
internal static class TitleNetworks
{
    /// <summary>The token that the decoder begins with; null where there is no decoder apart.</summary>
    public static int? DecoderStart(GenerationTrainerOptions options) => options switch
    {
        BartTrainerOptions bart => bart.Network?.DecoderStartId,
        T5TrainerOptions t5 => t5.Network?.DecoderStartId,
        LstmTitleTrainerOptions lstm => lstm.Network?.DecoderStartId,
        _ => null,
    };

    /// <summary>The options of an architecture's trainer: the sizes of the model to begin with, or those of the command line.</summary>
    public static GenerationTrainerOptions Of(string architecture, StartingModel start, TrainingValues values, Vocabulary tokens)
    {
        int separator = SpecialTokens.Of(tokens).SeparatorId;
        return architecture switch
        {
            "t5" => new T5TrainerOptions
            {
                Vocabulary = tokens,
                Network = start.Config<T5Config>() ?? new T5Config
                {
                    VocabularySize = tokens.Count, EncoderLayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads, HeadSize = values.Hidden / values.Heads,
                    IntermediateSize = 4 * values.Hidden, MaximumLength = 2 * values.Length, Dropout = values.Dropout, DecoderStartId = separator,
                },
            },
            "unilm" => new UnilmTrainerOptions
            {
                Vocabulary = tokens,
                Network = (start.Config<UnilmConfig>() ?? new UnilmConfig
                {
                    VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads, IntermediateSize = 4 * values.Hidden,
                    MaximumLength = 2 * values.Length,
                }) with { SequenceClassCount = 0, HiddenDropout = values.Dropout, AttentionDropout = values.Dropout, InitializerRange = values.InitializerRange },
            },
            "lstm-title" => new LstmTitleTrainerOptions
            {
                Vocabulary = tokens,
                Network = start.Config<LstmTitleConfig>() ?? new LstmTitleConfig
                {
                    VocabularySize = tokens.Count, HiddenSize = values.Hidden, HeadCount = values.Heads, MaximumLength = 2 * values.Length, Dropout = values.Dropout, DecoderStartId = separator,
                },
            },
            _ => new BartTrainerOptions
            {
                Vocabulary = tokens,
                Network = start.Config<BartConfig>() ?? new BartConfig
                {
                    VocabularySize = tokens.Count, HiddenSize = values.Hidden, EncoderLayerCount = values.Layers, DecoderLayerCount = values.Layers,
                    EncoderHeadCount = values.Heads, DecoderHeadCount = values.Heads, EncoderIntermediateSize = 4 * values.Hidden, DecoderIntermediateSize = 4 * values.Hidden,
                    MaximumLength = 2 * values.Length, HiddenDropout = values.Dropout, AttentionDropout = values.Dropout, InitializerRange = values.InitializerRange,
                    DecoderStartId = separator,
                },
            },
        };
    }
}
