using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Makes a <see cref="ColumnConcatenatingTransformer"/>.</summary>
public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly IHost _host;
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingEstimator(IHostEnvironment env, string outputColumnName, params string[] inputColumnNames)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(ColumnConcatenatingEstimator));
        _host.CheckNonEmpty(outputColumnName, nameof(outputColumnName));
        _host.CheckValue(inputColumnNames, nameof(inputColumnNames));
        _host.CheckParam(inputColumnNames.Length > 0, nameof(inputColumnNames), "Input columns not specified");
        _host.CheckParam(!inputColumnNames.Any(string.IsNullOrEmpty), nameof(inputColumnNames), "Contained some null or empty items");
        (_output, _inputs) = (outputColumnName, inputColumnNames);
    }

    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new ColumnConcatenatingTransformer(_host, _output, _inputs);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        SchemaShape.Column[] inputs = _inputs.Select(name => Find(inputSchema, name)).ToArray();
        DataViewType itemType = inputs[0].ItemType;
        foreach (SchemaShape.Column column in inputs)
        {
            if (column.IsKey)
            {
                throw _host.Except($"Column '{column.Name}' is key. Concatenation of keys is unsupported.");
            }

            if (!column.ItemType.Equals(itemType))
            {
                throw _host.Except($"Concatenated columns should have the same type. Column '{column.Name}' has type of {column.ItemType}, "
                    + $"but expected column type is {itemType}.");
            }
        }

        bool varies = inputs.Any(column => column.Kind == SchemaShape.Column.VectorKind.VariableVector);
        var annotations = new List<SchemaShape.Column>();
        if (inputs.Any(column => column.Kind == SchemaShape.Column.VectorKind.Scalar
            || column.Annotations.TryFindColumn(AnnotationUtils.Kinds.SlotNames, out _)))
        {
            annotations.Add(new SchemaShape.Column(
                AnnotationUtils.Kinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, isKey: false));
        }

        Dictionary<string, SchemaShape.Column> columns = inputSchema.ToDictionary(column => column.Name);
        columns[_output] = new SchemaShape.Column(
            _output,
            varies ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector,
            itemType,
            isKey: false,
            new SchemaShape(annotations));
        return new SchemaShape(columns.Values);
    }

    private SchemaShape.Column Find(SchemaShape schema, string name) => schema.TryFindColumn(name, out SchemaShape.Column column)
        ? column
        : throw _host.ExceptSchemaMismatch("inputSchema", "input", name);
}
