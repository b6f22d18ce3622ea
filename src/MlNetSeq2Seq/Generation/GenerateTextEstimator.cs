using Microsoft.ML;

namespace MlNetSeq2Seq.Generation;

/// <summary>Puts a trained model into a pipeline. There is nothing to learn; the model stays owned by the caller.</summary>
public sealed class GenerateTextEstimator : IEstimator<TextGenerationTransformer>
{
    private readonly LanguageModel _model;
    private readonly GenerateTextOptions _options;

    internal GenerateTextEstimator(LanguageModel model, GenerateTextOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_model, _options) = (model, options);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The source column is missing or is no text.</exception>
    public TextGenerationTransformer Fit(IDataView input)
    {
        TextGenerationTransformer.ColumnsOf(_options).Check(input.Schema);
        return new TextGenerationTransformer(_model, _options, ownsModel: false);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The source column is missing or is no text.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => TextGenerationTransformer.ColumnsOf(_options).Extend(inputSchema);
}
