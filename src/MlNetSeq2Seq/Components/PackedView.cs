using Microsoft.ML;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// The lazy view of packed rows. A pass opened with a generator has new noise where there is noise below, and the same documents in each
/// row: the order of rows never changes, or else every epoch would have other rows.
/// </summary>
internal sealed class PackedView(IDataView source, PackSequencesTransformer transformer) : IIndexedRows
{
    // Found when it is first needed, which is in training alone.
    private readonly Lazy<PackedIndex> _index = new(() => PackedIndex.Of(source, transformer));

    public DataViewSchema Schema { get; } = transformer.GetOutputSchema(source.Schema);

    public bool CanShuffle => false;

    // New noise could change how many tokens there are, and with it where every row begins.
    public bool HasIndex => source is IIndexedRows { HasIndex: true, IsNoisy: false };

    public bool IsNoisy => source is IIndexedRows { IsNoisy: true };

    public IDataView Source => source;

    public PackSequencesTransformer Transformer => transformer;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];

        bool needsLabels = NeedsLabels(columns);
        return new PackedCursor(this, RowMapView.InOrder(source, Needed(needsLabels), rand), columns, needsLabels);
    }

    public IndexedRow GetIndexedRow(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        bool needsLabels = NeedsLabels(columns);
        var row = new PackedRow(this, ((IIndexedRows)source).GetIndexedRow(Needed(needsLabels), rand), _index.Value, columns, needsLabels);
        return new IndexedRow(row, row.MoveTo);
    }

    // One cursor, whatever n: which documents share a row depends on all before it.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private bool NeedsLabels(IEnumerable<DataViewSchema.Column> columns) => transformer.Columns.Reads.Count > 1
        && columns.Any(column => column.Name == transformer.Options.LabelsColumn || column.Name == transformer.Options.LabelWeightsColumn);

    // The ids say how many rows there are; labels and their weights are read only where they are asked for.
    private DataViewSchema.Column[] Needed(bool labels) => [.. transformer.Columns.Sources(source.Schema).Take(labels ? int.MaxValue : 1)];
}
