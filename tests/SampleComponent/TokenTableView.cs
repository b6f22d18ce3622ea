using Microsoft.ML;
using Microsoft.ML.Data;

namespace SampleComponent;

internal sealed class TokenTableView(IDataView source, TokenTableTransformer transformer) : IDataView
{
    public DataViewSchema Schema { get; } = transformer.GetOutputSchema(source.Schema);

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(Needed(columnsNeeded), rand), Schema, transformer);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. source.GetRowCursorSet(Needed(columnsNeeded), n, rand).Select(c => new Cursor(c, Schema, transformer))];

    private IEnumerable<DataViewSchema.Column> Needed(IEnumerable<DataViewSchema.Column> outputs) => outputs
        .Where(c => c.Index < source.Schema.Count)
        .Select(c => source.Schema[c.Index])
        .Append(transformer.Source(source.Schema))
        .DistinctBy(c => c.Index);

    private sealed class Cursor(DataViewRowCursor input, DataViewSchema schema, TokenTableTransformer transformer) : DataViewRowCursor
    {
        public override DataViewSchema Schema => schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool MoveNext() => input.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) =>
            column.Index >= input.Schema.Count || input.IsColumnActive(input.Schema[column.Index]);

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => column.Index < input.Schema.Count
            ? input.GetGetter<TValue>(input.Schema[column.Index])
            : (ValueGetter<TValue>)(Delegate)transformer.Getter(input);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                input.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
