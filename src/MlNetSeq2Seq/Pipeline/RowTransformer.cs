using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>The one transformer of all row components; a component differs only in its columns, its map and its options.</summary>
public sealed class RowTransformer : ITransformer
{
    private const string TrainingOnly = "append it with TransformerScope.TrainTest and take the model with GetModelFor(TransformerScope.Scoring)";

    private readonly Func<RowMap> _bind;
    private readonly object _options;

    internal RowTransformer(ColumnContract columns, Func<RowMap> bind, object options, ComponentAttribute component)
    {
        (Columns, _bind, _options, Component) = (columns, bind, options, component);
        NoiseKey = Fnv1a(component.Name + "\n" + string.Join("\n", columns.Writes.Select(w => w.Name))) ^ ComponentAttribute.Seed(options);
        bind(); // a component with bad options fails here, where it is put in the pipeline, and not at its first row
    }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => !IsOneToMany;

    internal ComponentAttribute Component { get; }

    internal ColumnContract Columns { get; }

    /// <summary>Sets the noise of this component apart from that of every other in the same row.</summary>
    internal ulong NoiseKey { get; }

    internal bool IsRandom => Component.IsRandom;

    internal bool IsOneToMany => Component.IsOneToMany;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that the component reads is missing or has another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Columns.Extend(inputSchema);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that the component reads is missing or has another type.</exception>
    public IDataView Transform(IDataView input) => new RowMapView(input, this);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The component makes several rows of one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column that the component reads is missing or has another type.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        if (!IsRowToRowMapper)
        {
            throw new InvalidOperationException($"{Columns.Component} makes several rows of one, so it is no row-to-row mapper; {TrainingOnly}.");
        }

        // The first that a prediction engine of a whole pipeline meets is often a step that only training needs.
        Columns.Check(inputSchema, $" If only training needs this step, {TrainingOnly}.");
        return new RowToRowMapper(this, inputSchema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ComponentZip.Save(ctx, Component, _options);

    internal RowMap Bind() => _bind();

    /// <summary>The input columns that given output columns are made of.</summary>
    internal IEnumerable<DataViewSchema.Column> InputsOf(DataViewSchema input, IEnumerable<DataViewSchema.Column> outputs)
    {
        DataViewSchema.Column[] columns = [.. outputs];
        IEnumerable<DataViewSchema.Column> passed = columns.Where(c => c.Index < input.Count).Select(c => input[c.Index]);

        // A one-to-many component needs its sources even if nobody asks for what it writes: they say how many rows there are.
        bool computes = IsOneToMany || columns.Any(c => c.Index >= input.Count);
        return (computes ? passed.Concat(Columns.Sources(input)) : passed).DistinctBy(c => c.Index);
    }

    // FNV-1a, 64 bits; part of what a seed means, so it stays as it is.
    private static ulong Fnv1a(string text)
    {
        const ulong offset = 14695981039346656037;
        const ulong prime = 1099511628211;
        ulong hash = offset;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * prime);
        }

        return hash;
    }
}
