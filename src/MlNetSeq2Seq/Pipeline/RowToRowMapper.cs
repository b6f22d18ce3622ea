using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>Maps single rows, for prediction engines.</summary>
internal sealed class RowToRowMapper(RowTransformer component, DataViewSchema inputSchema) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema { get; } = component.GetOutputSchema(inputSchema);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        component.InputsOf(inputSchema, dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new Row(component, input, OutputSchema, activeColumns);

    private sealed class Row : DataViewRow
    {
        private readonly DataViewRow _input;
        private readonly HashSet<int> _active;
        private readonly MappedRow _mapped;
        private long _computedAt = -1;

        public Row(RowTransformer component, DataViewRow input, DataViewSchema schema, IEnumerable<DataViewSchema.Column> activeColumns)
        {
            (_input, Schema) = (input, schema);
            _active = [.. activeColumns.Select(c => c.Index)];
            _mapped = new MappedRow(component, input, pass: 0);
        }

        public override DataViewSchema Schema { get; }

        public override long Position => _input.Position;

        public override long Batch => _input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => _mapped.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            ValueGetter<TValue> getter = _mapped.GetGetter<TValue>(column);
            return (ref TValue value) =>
            {
                // A prediction engine moves the position with every example, and that is all that tells a new one.
                if (_computedAt != _input.Position)
                {
                    _mapped.Reset();
                    _computedAt = _input.Position;
                }

                getter(ref value);
            };
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _input.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
