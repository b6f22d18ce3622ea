using Microsoft.ML;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// The lazy view of packed rows. A pass opened with a generator has new noise where there is noise below, and the same documents in each
/// row: the order of rows never changes, or else every epoch would have other rows.
/// </summary>
internal sealed class PackedView(IDataView source, PackSequencesTransformer transformer) : IDataView
{
    public DataViewSchema Schema { get; } = transformer.GetOutputSchema(source.Schema);

    public bool CanShuffle => false;

    public IDataView Source => source;

    public PackSequencesTransformer Transformer => transformer;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];

        // The ids say how many rows there are; labels and their weights are read only where they are asked for.
        bool needsLabels = transformer.Columns.Reads.Count > 1
            && columns.Any(column => column.Name == transformer.Options.LabelsColumn || column.Name == transformer.Options.LabelWeightsColumn);
        DataViewSchema.Column[] needed = [.. transformer.Columns.Sources(source.Schema).Take(needsLabels ? int.MaxValue : 1)];
        return new PackedCursor(this, RowMapView.InOrder(source, needed, rand), columns, needsLabels);
    }

    // One cursor, whatever n: which documents share a row depends on all before it.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
