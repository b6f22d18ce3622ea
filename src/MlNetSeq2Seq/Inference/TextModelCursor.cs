using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Inference;

/// <summary>
/// A pass over a text model's view. Rows are read ahead and held, so that many are computed at once; the data below is read only
/// once, so that it may be a queue. Rows whose written columns nobody asks for are not computed.
/// </summary>
internal sealed class TextModelCursor : DataViewRowCursor
{
    // So many batches are read ahead: enough to put texts of like length together.
    private const int BatchesAhead = 4;

    // The first rows are read in small numbers, so that a preview, or the first answer, does not wait for hundreds of others.
    private const int FirstRowsAhead = 4;

    private readonly TextModelView _view;
    private readonly DataViewRowCursor _rows;
    private readonly HashSet<int> _active;
    private readonly Dictionary<int, HeldColumn> _columns;
    private readonly ValueGetter<DataViewRowId> _readId;
    private readonly TextModelReader? _reader;
    private readonly List<(DataViewRowId Id, long Batch, TextModelRow? Texts)> _held = [];
    private readonly RowSink _computed = new();
    private int _ahead = FirstRowsAhead;
    private int _place = -1;
    private int _firstComputed;
    private long _position = -1;

    public TextModelCursor(TextModelView view, DataViewSchema.Column[] columns, Random? rand)
    {
        _view = view;
        _active = [.. columns.Select(c => c.Index)];
        IDataView source = view.Source;
        DataViewSchema.Column[] passed = [.. columns.Where(c => c.Index < source.Schema.Count).Select(c => source.Schema[c.Index]).DistinctBy(c => c.Index)];
        bool computes = columns.Any(c => c.Index >= source.Schema.Count);
        IEnumerable<DataViewSchema.Column> texts = computes ? view.Transformer.Columns.Sources(source.Schema) : [];
        _rows = source.GetRowCursor(passed.Concat(texts).DistinctBy(c => c.Index), source.CanShuffle ? rand : null);
        _columns = passed.ToDictionary(c => c.Index, c => HeldColumn.Of(_rows, c));
        _readId = _rows.GetIdGetter();
        _reader = computes ? new TextModelReader(_rows, view.Transformer.Columns) : null;
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _position;

    public override long Batch => _place < 0 ? 0 : _held[_place].Batch;

    public override bool MoveNext()
    {
        _place++;
        if (_place == _held.Count && !ReadAhead())
        {
            (_place, _position) = (-1, -1);
            return false;
        }

        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref id) => id = _held[Place()].Id;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor.");
        }

        int passed = _view.Source.Schema.Count;
        return column.Index >= passed
            ? _computed.Getter<TValue>(_view.Transformer.Columns, column.Index - passed, Computed)
            : _columns[column.Index].Getter(Place) as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' has values of type {column.Type.RawType}, but a getter of {typeof(TValue)} was asked for.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Place() => _place >= 0 ? _place : throw new InvalidOperationException("The cursor stands at no row: MoveNext was not called, or said that there is none.");

    // False where there is no further row.
    private bool ReadAhead()
    {
        _held.Clear();
        _computed.Clear();
        _place = 0;
        DataViewRowId id = default;
        while (_held.Count < _ahead && _rows.MoveNext())
        {
            foreach (HeldColumn column in _columns.Values)
            {
                column.Hold(_held.Count);
            }

            _readId(ref id);
            _held.Add((id, _rows.Batch, _reader?.Read()));
        }

        _ahead = Math.Min(FirstRowsAhead * _ahead, BatchesAhead * _view.Transformer.BatchSize);
        return _held.Count > 0;
    }

    private int Computed()
    {
        int place = Place();
        if (_computed.Count == 0)
        {
            // What stands before was passed over.
            _firstComputed = place;
            object[][] rows = [.. _view.Transformer.Compute([.. _held.Skip(place).Select(row => row.Texts!.Value.Checked())])];
            Array.ForEach(rows, values => _computed.Emit(values));
        }

        return place - _firstComputed;
    }
}
