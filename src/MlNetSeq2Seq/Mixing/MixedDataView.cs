using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Mixing;

/// <summary>Several sources of rows as one, by rates (Raffel et al., arXiv:1910.10683, section 3.5.2).</summary>
/// <remarks>
/// Every pass has the same rows with the same ids, so that a trainer's epochs are alike; a pass opened with a generator has them in
/// another order, and hands generators made of one number of it on to the sources, so that their noise is another too.
/// A source that is read more than once gives each repeat ids of its own. Of a source that is not read a whole number of times the
/// seed chooses the rows of the last, partial repeat.
/// </remarks>
public sealed class MixedDataView : IDataView
{
    private static readonly ulong s_name = KeyedRandom.KeyOf("mix-sources");

    private readonly MixSourcesOptions _options;
    private readonly MixSourceRows[] _sources;
    private readonly MixPlan _plan;

    internal MixedDataView(MixSourcesOptions options, IReadOnlyList<KeyValuePair<string, IDataView>> sources)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sources);
        _options = options;
        Schema = SchemaOf(options, sources);
        _sources = [.. sources.Select((source, i) => new MixSourceRows(source.Key, source.Value, unchecked((ulong)options.Seed), (ulong)i))];
        _plan = new MixPlan([.. _sources.Select(source => source.Size)], options.Rates, options.Length, options.RowCount);
        for (int i = 0; i < _sources.Length; i++)
        {
            _sources[i].Choose(_plan.Rows[i]);
        }

        Sources =
        [
            .. _sources.Select((source, i) =>
                new MixedSource(source.Name, source.Size, _plan.Rows[i], _plan.Rates[i], _plan.Rows[i] / (double)_plan.RowCount)),
        ];
    }

    /// <summary>What each source gives.</summary>
    public IReadOnlyList<MixedSource> Sources { get; }

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public bool CanShuffle => true;

    /// <inheritdoc/>
    public long? GetRowCount() => _plan.RowCount;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];

        // As a noisy row component: one number decides over the pass, whatever is asked for.
        ulong? pass = rand is null ? null : (ulong)rand.NextInt64();
        var order = new KeyedRandom(s_name, unchecked((ulong)_options.Seed), pass ?? 0, pass is null ? 0u : 1u);
        return new MixedCursor(this, columns, [.. _sources.Select(source => new MixSourceReader(source, columns, pass))], _plan.Turns(order));
    }

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)]; // turns are taken one after the other, so there is nothing to deal out

    private static DataViewSchema SchemaOf(MixSourcesOptions options, IReadOnlyList<KeyValuePair<string, IDataView>> sources)
    {
        if (sources.Count == 0)
        {
            throw new ArgumentException("MixSources needs at least one source.", nameof(sources));
        }

        if (sources.GroupBy(source => source.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"MixSources got two sources of the name '{twice.Key}'; names must differ.", nameof(sources));
        }

        DataViewSchema.Column[] columns = [.. sources[0].Value.Schema.Where(column => !column.IsHidden)];
        foreach ((string name, IDataView view) in sources)
        {
            Check(columns, name, view.Schema);
        }

        var builder = new DataViewSchema.Builder();
        foreach (DataViewSchema.Column column in columns)
        {
            // Labels of a mix are of all the kinds that its sources have.
            LabelObjective labels = sources.Select(source => LabelAnnotation.Read(source.Value.Schema[column.Name])).Aggregate((all, one) => all | one);
            builder.AddColumn(column.Name, column.Type, LabelAnnotation.Of(labels));
        }

        builder.AddColumn(options.SourceColumn, TextDataViewType.Instance);
        return builder.ToSchema();
    }

    private static void Check(DataViewSchema.Column[] columns, string name, DataViewSchema schema)
    {
        foreach (DataViewSchema.Column wanted in columns)
        {
            DataViewSchema.Column? found = schema.GetColumnOrNull(wanted.Name);
            if (found is null || !found.Value.Type.Equals(wanted.Type))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(schema),
                    $"MixSources needs column '{wanted.Name}' of type {wanted.Type}, as its first source has it, in source '{name}' too, which has "
                    + (found is null ? $"only {string.Join(", ", schema.Select(c => $"'{c.Name}'"))}." : $"it with type {found.Value.Type}."));
            }
        }
    }
}
