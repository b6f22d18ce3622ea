using Microsoft.ML;
using Microsoft.ML.Data;

namespace SampleComponent;

/// <summary>Turns a text column into a column of token ids.</summary>
public sealed class TokenTableEstimator(string outputColumn, string inputColumn, TokenTable table) : IEstimator<TokenTableTransformer>
{
    /// <inheritdoc/>
    public TokenTableTransformer Fit(IDataView input)
    {
        var transformer = new TokenTableTransformer(outputColumn, inputColumn, table);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        if (!inputSchema.TryFindColumn(inputColumn, out SchemaShape.Column found) || !found.ItemType.Equals(TextDataViewType.Instance))
        {
            throw new ArgumentOutOfRangeException(nameof(inputSchema), $"TokenTableEstimator reads a text column '{inputColumn}', which the input lacks.");
        }

        var output = new SchemaShape.Column(outputColumn, SchemaShape.Column.VectorKind.VariableVector, NumberDataViewType.Int32, isKey: false);
        return new SchemaShape(inputSchema.Where(c => c.Name != outputColumn).Append(output));
    }
}
