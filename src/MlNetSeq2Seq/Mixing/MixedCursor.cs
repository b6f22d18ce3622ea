using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Mixing;

/// <summary>A pass over a <see cref="MixedDataView"/>.</summary>
internal sealed class MixedCursor : DataViewRowCursor
{
    private readonly MixedDataView _view;
    private readonly HashSet<int> _active;
    private readonly MixSourceReader[] _readers;
    private readonly IEnumerator<int> _turns;
    private MixSourceReader? _current;
    private long _position = -1;

    public MixedCursor(MixedDataView view, IEnumerable<DataViewSchema.Column> columns, MixSourceReader[] readers, IEnumerable<int> turns)
    {
        (_view, _readers, _turns) = (view, readers, turns.GetEnumerator());
        _active = [.. columns.Select(column => column.Index)];
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (_turns.MoveNext())
        {
            _current = _readers[_turns.Current];
            _current.MoveNext();
            _position++;
            return true;
        }

        (_current, _position) = (null, -1);
        return false;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = Current().Id();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor.");
        }

        if (column.Type.RawType != typeof(TValue))
        {
            throw new InvalidOperationException($"Column '{column.Name}' has values of type {column.Type.RawType}, but a getter of {typeof(TValue)} was asked for.");
        }

        // The name of the source is the last column; all others are the sources' own.
        if (column.Index == Schema.Count - 1)
        {
            ValueGetter<ReadOnlyMemory<char>> name = (ref ReadOnlyMemory<char> value) => value = Current().Name.AsMemory();
            return (ValueGetter<TValue>)(Delegate)name;
        }

        return (ref TValue value) => Current().Get(column.Name, ref value);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _turns.Dispose();
            foreach (MixSourceReader reader in _readers)
            {
                reader.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private MixSourceReader Current() =>
        _current ?? throw new InvalidOperationException("A value was asked for before the first row or after the last.");
}
