using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Inference;

/// <summary>Computes single rows, for prediction engines.</summary>
internal sealed class TextModelMapper(DataViewSchema inputSchema, TextModelTransformer transformer) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema { get; } = transformer.GetOutputSchema(inputSchema);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        DataViewSchema.Column[] columns = [.. dependingColumns];
        IEnumerable<DataViewSchema.Column> passed = columns.Where(c => c.Index < inputSchema.Count).Select(c => inputSchema[c.Index]);
        bool computes = columns.Any(c => c.Index >= inputSchema.Count);
        return (computes ? passed.Concat(transformer.Columns.Sources(inputSchema)) : passed).DistinctBy(c => c.Index);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new Row(input, OutputSchema, transformer, [.. activeColumns.Select(c => c.Index)]);

    private sealed class Row(DataViewRow input, DataViewSchema schema, TextModelTransformer transformer, HashSet<int> active) : DataViewRow
    {
        private readonly RowSink _computed = new();
        private TextModelReader? _texts;
        private long _computedAt = -1;

        public override DataViewSchema Schema => schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            int passed = input.Schema.Count;
            return column.Index < passed
                ? input.GetGetter<TValue>(input.Schema[column.Index])
                : _computed.Getter<TValue>(transformer.Columns, column.Index - passed, Current);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                input.Dispose();
            }

            base.Dispose(disposing);
        }

        // A prediction engine reads all columns of a row one after the other; the row is computed once.
        private int Current()
        {
            if (_computedAt != input.Position)
            {
                _texts ??= new TextModelReader(input, transformer.Columns);
                _computed.Clear();
                _computed.Emit(transformer.Compute([_texts.Read().Checked()]).Single());
                _computedAt = input.Position;
            }

            return 0;
        }
    }
}
