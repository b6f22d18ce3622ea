using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>How objects and schemas are matched in a prediction engine, and whether it disposes its transformer.</summary>
public sealed class PredictionEngineOptions
{
    /// <summary>Whether members of the output class without a column are left as they are; otherwise they are an error.</summary>
    public bool IgnoreMissingColumns = true;

    public SchemaDefinition InputSchemaDefinition;

    public SchemaDefinition OutputSchemaDefinition;

    public bool OwnsTransformer = true;
}
