using Microsoft.ML;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>
/// The columns of a component: the one place where schemas are checked and extended, and the one wording of what is wrong.
/// </summary>
internal sealed record ColumnContract(string Component, IReadOnlyList<ColumnSpec> Reads, IReadOnlyList<ColumnSpec> Writes)
{
    /// <summary>What the estimator promises.</summary>
    public SchemaShape Extend(SchemaShape inputSchema)
    {
        Check(inputSchema);
        return new SchemaShape(inputSchema.Where(c => Writes.All(w => w.Name != c.Name)).Concat(Writes.Select(w => w.ToShape(inputSchema))));
    }

    /// <summary>What the transformer delivers.</summary>
    public DataViewSchema Extend(DataViewSchema inputSchema)
    {
        Check(inputSchema);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (ColumnSpec write in Writes)
        {
            write.AddTo(builder, inputSchema);
        }

        return builder.ToSchema();
    }

    /// <summary>The read columns of a schema, in the order of <see cref="Reads"/>.</summary>
    public IEnumerable<DataViewSchema.Column> Sources(DataViewSchema schema) => Reads.Select(r => schema[r.Name]);

    /// <summary>Checks that a schema has the columns that are read.</summary>
    /// <param name="inputSchema">The schema.</param>
    /// <param name="advice">What is said to who lacks one.</param>
    public void Check(DataViewSchema inputSchema, string advice = "") => Check(SchemaShape.Create(inputSchema), advice);

    // The one check of estimator, Fit and transformer, so that all of them say the same.
    private void Check(SchemaShape inputSchema, string advice = "")
    {
        foreach (ColumnSpec read in Reads)
        {
            if (!inputSchema.TryFindColumn(read.Name, out SchemaShape.Column found))
            {
                string names = string.Join(", ", inputSchema.Select(c => $"'{c.Name}'"));
                throw new ArgumentOutOfRangeException(
                    nameof(inputSchema),
                    $"{Component} reads column '{read.Name}' of type {read.Type}, but the data has only {names}.{advice}");
            }

            if (!read.Accepts(found))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(inputSchema),
                    $"{Component} reads column '{read.Name}' of type {read.Type}, but the data has it with type {TypeOf(found)}.");
            }
        }
    }

    private static string TypeOf(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : $"{column.ItemType}";
        return column.Kind == SchemaShape.Column.VectorKind.Scalar ? item : $"Vector<{item}>";
    }
}
