using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Makes a <see cref="CustomMappingTransformer{TSrc, TDst}"/>.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(
        IHostEnvironment env,
        Action<TSrc, TDst> mapAction,
        string contractName,
        SchemaDefinition inputSchemaDefinition = null,
        SchemaDefinition outputSchemaDefinition = null)
        : base(
            Contracts.CheckRef(env, nameof(env)).Register("CustomMappingEstimator"),
            new CustomMappingTransformer<TSrc, TDst>(env, mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        Dictionary<string, SchemaShape.Column> columns = inputSchema.ToDictionary(column => column.Name);
        foreach (RowColumn read in Transformer.InputColumns)
        {
            if (!columns.TryGetValue(read.Name, out SchemaShape.Column found))
            {
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", read.Name);
            }

            if (!Fits(read.Type, found))
            {
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", read.Name, read.Type.ToString(), found.GetTypeString());
            }
        }

        foreach (SchemaShape.Column added in SchemaShape.Create(RowColumn.SchemaOf(Transformer.AddedColumns)))
        {
            columns[added.Name] = added;
        }

        return new SchemaShape(columns.Values);
    }

    // A vector of any size may be one of a fixed size; not the other way round.
    private static bool Fits(DataViewType wanted, SchemaShape.Column found)
    {
        SchemaShape.GetColumnTypeShape(wanted, out SchemaShape.Column.VectorKind kind, out DataViewType itemType, out bool isKey);
        bool kindFits = kind == SchemaShape.Column.VectorKind.VariableVector
            ? found.Kind != SchemaShape.Column.VectorKind.Scalar
            : kind == found.Kind;
        return kindFits && itemType.Equals(found.ItemType) && isKey == found.IsKey;
    }
}
