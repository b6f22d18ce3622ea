using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

internal static class PredictionEngineExtensions
{
    public static PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(
        this ITransformer transformer,
        IHostEnvironment env,
        bool ignoreMissingColumns = true,
        SchemaDefinition inputSchemaDefinition = null,
        SchemaDefinition outputSchemaDefinition = null,
        bool ownsTransformer = true)
        where TSrc : class
        where TDst : class, new()
        => new(env, transformer, new PredictionEngineOptions
        {
            IgnoreMissingColumns = ignoreMissingColumns,
            InputSchemaDefinition = inputSchemaDefinition,
            OutputSchemaDefinition = outputSchemaDefinition,
            OwnsTransformer = ownsTransformer,
        });
}
