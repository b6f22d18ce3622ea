using Microsoft.ML;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Models;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What a training begins with: a model zip of this library, whose vocabulary and sizes it keeps, or weights alone.</summary>
internal sealed record StartingModel(LanguageModel? Model, string? Weights) : IDisposable
{
    /// <summary>Reads what <c>--from</c> names; nothing where it was left out.</summary>
    /// <exception cref="InvalidDataException">A zip holds no language model.</exception>
    public static StartingModel Read(MLContext ml, string? from)
    {
        if (from is null || !from.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return new StartingModel(null, from);
        }

        LanguageModel model = ModelFile.Find<TextModelTransformer>(ModelFile.Load(ml, from))?.Model
            ?? throw new InvalidDataException($"'{from}' holds no language model to begin with.");
        return new StartingModel(model, null);
    }

    /// <summary>The config of the model's network, if it is of the kind that is wanted.</summary>
    /// <exception cref="InvalidDataException">The zip holds a network of another kind.</exception>
    public TConfig? Config<TConfig>()
        where TConfig : class => Model?.Network.Configuration switch
        {
            null => null,
            TConfig config => config,
            _ => throw new InvalidDataException($"The model to begin with is a '{ArchitectureCatalog.NameOf(Model.Network)}', which this pipeline does not train."),
        };

    public void Dispose() => Model?.Dispose();
}
