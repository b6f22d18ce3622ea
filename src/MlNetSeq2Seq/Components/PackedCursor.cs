using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>A pass over a <see cref="PackedView"/>; reads no further than the row that it stands at needs.</summary>
internal sealed class PackedCursor : DataViewRowCursor
{
    private readonly PackedView _view;
    private readonly DataViewRowCursor _input;
    private readonly HashSet<int> _active;
    private readonly PackedSource _source;
    private readonly IEnumerator<PackedTokens> _rows;
    private readonly RowSink _sink = new();

    // The input rows from the one that the present row begins in.
    private readonly Queue<(long Row, DataViewRowId Id)> _ids = new();
    private long _position = -1;

    public PackedCursor(PackedView view, DataViewRowCursor input, IEnumerable<DataViewSchema.Column> columns, bool readsLabels)
    {
        (_view, _input) = (view, input);
        _active = [.. columns.Select(column => column.Index)];
        _source = new PackedSource(view.Transformer, input, readsLabels);
        _rows = view.Transformer.Packing.Apply(Documents()).GetEnumerator();
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        _sink.Clear();
        if (!MoveToRow())
        {
            _position = -1;
            return false;
        }

        PackedTokens row = _rows.Current;
        PackedSource.Emit(row, _sink);
        while (_ids.Peek().Row < row.FirstRow)
        {
            _ids.Dequeue();
        }

        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        CheckOnRow();
        id = PackedSource.IdOf(_ids.Peek().Id, _rows.Current.FirstOffset);
    };

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => IsColumnActive(column)
        ? _sink.Getter<TValue>(_view.Transformer.Columns, column.Index, Current)
        : throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool MoveToRow()
    {
        try
        {
            return _rows.MoveNext();
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }
    }

    private IEnumerable<(int[] Ids, int[] Labels, float[]? LabelWeights)> Documents()
    {
        for (long row = 0; _input.MoveNext(); row++)
        {
            _ids.Enqueue((row, _source.Id));
            yield return _source.Read();
        }
    }

    private int Current()
    {
        CheckOnRow();
        return 0;
    }

    private void CheckOnRow()
    {
        if (_sink.Count == 0)
        {
            throw new InvalidOperationException("A value was asked for before the first row or after the last.");
        }
    }
}
