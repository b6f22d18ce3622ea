using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>Maps single rows, for prediction engines.</summary>
internal sealed class RowToRowMapper(RowTransformer component, DataViewSchema inputSchema) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema { get; } = component.GetOutputSchema(inputSchema);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        component.InputsOf(inputSchema, dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new MappedSingleRow(component, input, OutputSchema, activeColumns, pass: 0);
}
