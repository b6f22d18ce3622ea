using Microsoft.ML;

namespace MlNetSeq2Seq.Inference;

/// <summary>The lazy view of a text model's transformer.</summary>
internal sealed class TextModelView(IDataView source, TextModelTransformer transformer) : IDataView
{
    public DataViewSchema Schema { get; } = transformer.GetOutputSchema(source.Schema);

    public bool CanShuffle => source.CanShuffle;

    public IDataView Source => source;

    public TextModelTransformer Transformer => transformer;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new TextModelCursor(this, [.. columnsNeeded], rand);

    // One cursor, whatever n: the network uses all processors for one batch.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
