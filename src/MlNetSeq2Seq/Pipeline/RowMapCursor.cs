using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>A pass over a <see cref="RowMapView"/>.</summary>
internal sealed class RowMapCursor : DataViewRowCursor
{
    private readonly RowMapView _view;
    private readonly RowTransformer _component;
    private readonly DataViewRowCursor _input;
    private readonly HashSet<int> _active;
    private readonly MappedRow _mapped;
    private long _position = -1;

    public RowMapCursor(RowMapView view, RowTransformer component, DataViewRowCursor input, IEnumerable<DataViewSchema.Column> columns, ulong pass)
    {
        (_view, _component, _input) = (view, component, input);
        _active = [.. columns.Select(c => c.Index)];
        _mapped = new MappedRow(component, input, pass);
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _position;

    public override long Batch => _input.Batch;

    public override bool MoveNext()
    {
        if (_component.IsOneToMany ? MoveToChild() : MoveInput())
        {
            _position++;
            return true;
        }

        _position = -1;
        return false;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => _mapped.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => IsColumnActive(column)
        ? _mapped.GetGetter<TValue>(column)
        : throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    // One to one: nothing is computed for rows whose values nobody asks for.
    private bool MoveInput()
    {
        bool moved = _input.MoveNext();
        _mapped.Reset();
        return moved;
    }

    private bool MoveToChild()
    {
        while (!_mapped.NextChild())
        {
            if (!_input.MoveNext())
            {
                return false;
            }

            _mapped.Reset();
        }

        return true;
    }
}
