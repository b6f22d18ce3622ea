using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>A row that can be moved to any of those that a component makes, several of one.</summary>
internal sealed class MappedChildRow(MappedRow mapped, IndexedRow input, ChildIndex index, DataViewSchema schema, IEnumerable<DataViewSchema.Column> activeColumns) : DataViewRow
{
    private readonly HashSet<int> _active = [.. activeColumns.Select(column => column.Index)];
    private long _inputRow = -1;
    private long _position = -1;

    public override DataViewSchema Schema => schema;

    public override long Position => _position;

    public override long Batch => 0;

    public void MoveTo(long row)
    {
        (long inputRow, int child) = index.Find(row);

        // Neighbours are often of one input row, which is computed for all of them at once.
        if (inputRow != _inputRow)
        {
            input.MoveTo(inputRow);
            mapped.Reset();
            _inputRow = inputRow;
        }

        mapped.MoveToChild(child);
        _position = row;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => mapped.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => mapped.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Row.Dispose();
        }

        base.Dispose(disposing);
    }
}
