using Microsoft.ML;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Inference;

/// <summary>Puts a trained model into a pipeline. There is nothing to learn; the model stays owned by the caller.</summary>
/// <typeparam name="TTransformer">What the model does: write text, fill masks, …</typeparam>
public sealed class TextModelEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : TextModelTransformer
{
    private readonly TTransformer _transformer;

    /// <summary>Wraps a transformer that does not own its model.</summary>
    internal TextModelEstimator(TTransformer transformer) => _transformer = transformer;

    private ColumnContract Columns => _transformer.Columns;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or is no text.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Columns.Check(input.Schema);
        return _transformer;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or is no text.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Columns.Extend(inputSchema);
}
