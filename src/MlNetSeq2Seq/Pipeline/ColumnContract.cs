using Microsoft.ML;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>The columns of a component: the one place where schemas are checked and extended, and the one wording of what is wrong.</summary>
internal sealed record ColumnContract(string Component, IReadOnlyList<ColumnSpec> Reads, IReadOnlyList<ColumnSpec> Writes)
{
    /// <summary>What the estimator promises.</summary>
    public SchemaShape Extend(SchemaShape shape)
    {
        foreach (ColumnSpec read in Reads)
        {
            if (!shape.TryFindColumn(read.Name, out SchemaShape.Column found))
            {
                throw new ArgumentOutOfRangeException(nameof(shape), Missing(read, shape.Select(c => c.Name)));
            }

            if (!read.Accepts(found))
            {
                throw new ArgumentOutOfRangeException(nameof(shape), Mismatch(read, found.Kind == SchemaShape.Column.VectorKind.Scalar ? $"{found.ItemType}" : $"Vector<{found.ItemType}>"));
            }
        }

        return new SchemaShape(shape.Where(c => Writes.All(w => w.Name != c.Name)).Concat(Writes.Select(w => w.ToShape())));
    }

    /// <summary>What the transformer delivers.</summary>
    public DataViewSchema Extend(DataViewSchema schema)
    {
        Check(schema);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(schema);
        foreach (ColumnSpec write in Writes)
        {
            builder.AddColumn(write.Name, write.Type);
        }

        return builder.ToSchema();
    }

    /// <summary>The read columns of a schema, in the order of <see cref="Reads"/>.</summary>
    public IEnumerable<DataViewSchema.Column> Sources(DataViewSchema schema) => Reads.Select(r => schema[r.Name]);

    /// <summary>Checks that a schema has the columns that are read.</summary>
    public void Check(DataViewSchema schema)
    {
        foreach (ColumnSpec read in Reads)
        {
            if (schema.GetColumnOrNull(read.Name) is not { } found)
            {
                throw new ArgumentOutOfRangeException(nameof(schema), Missing(read, schema.Where(c => !c.IsHidden).Select(c => c.Name)));
            }

            if (!read.Accepts(found.Type))
            {
                throw new ArgumentOutOfRangeException(nameof(schema), Mismatch(read, $"{found.Type}"));
            }
        }
    }

    private string Missing(ColumnSpec read, IEnumerable<string> names) =>
        $"{Component} reads column '{read.Name}' of type {read.Type}, but the data has only {string.Join(", ", names.Select(n => $"'{n}'"))}.";

    private string Mismatch(ColumnSpec read, string found) =>
        $"{Component} reads column '{read.Name}' of type {read.Type}, but the data has it with type {found}.";
}
