using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>A row that a component makes of a row that somebody else moves.</summary>
internal sealed class MappedSingleRow : DataViewRow
{
    private readonly DataViewRow _input;
    private readonly HashSet<int> _active;
    private readonly MappedRow _mapped;
    private long _computedAt = -1;

    public MappedSingleRow(RowTransformer component, DataViewRow input, DataViewSchema schema, IEnumerable<DataViewSchema.Column> activeColumns, ulong pass)
    {
        (_input, Schema) = (input, schema);
        _active = [.. activeColumns.Select(c => c.Index)];
        _mapped = new MappedRow(component, input, pass);
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
            // Who moves the row moves its position, and that is all that tells a new one.
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
