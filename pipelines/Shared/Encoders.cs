using Microsoft.ML;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Models.Flash;
using MlNetSeq2Seq.Models.FlashQuad;
using MlNetSeq2Seq.Models.GauAlpha;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Networks that can have a head for classes or for answers: given ones to begin with, and new ones.</summary>
internal static class Encoders
{
    /// <summary>The model that <c>--from</c> names, a zip or a folder; null where it was left out.</summary>
    /// <exception cref="InvalidDataException">It is no such model, or one without heads for classes and answers.</exception>
    public static LanguageModel? Start(MLContext ml, string? from)
    {
        LanguageModel? model = Directory.Exists(from) ? LanguageModel.ReadFolder(from) : StartingModel.Read(ml, from) is { Weights: null } start
            ? start.Model
            : throw new InvalidDataException($"'{from}' is neither a model zip nor a folder.");
        return model?.Network.Configuration is null or IEncoderConfig
            ? model
            : throw new InvalidDataException($"'{from}' is a '{ArchitectureCatalog.NameOf(model.Network)}', which this pipeline does not train.");
    }

    /// <summary>The sizes of a new network.</summary>
    /// <exception cref="ArgumentException">There is no such architecture.</exception>
    public static IEncoderConfig Sizes(string architecture, TrainingValues values, Vocabulary tokens) => architecture switch
    {
        "bert" => new BertConfig
        {
            VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads, IntermediateSize = 4 * values.Hidden,
            MaximumLength = values.Length, HiddenDropout = values.Dropout, AttentionDropout = values.Dropout, InitializerRange = values.InitializerRange,
        },
        "gau-alpha" => new GauAlphaConfig
        {
            VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, IntermediateSize = 2 * values.Hidden,
            MaximumLength = values.Length, HiddenDropout = values.Dropout, AttentionDropout = values.Dropout, InitializerRange = values.InitializerRange,
        },
        "flash-quad" => new FlashQuadConfig
        {
            VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, MaximumLength = values.Length,
            Dropout = values.Dropout, InitializerRange = values.InitializerRange,
        },
        "flash" => new FlashConfig { VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, MaximumLength = values.Length, Dropout = values.Dropout },
        _ => throw new ArgumentException($"There is no encoder '{architecture}'; there are bert, gau-alpha, flash-quad and flash."),
    };
}
