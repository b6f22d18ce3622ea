using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>A pass over a <see cref="PackedView"/>; reads no further than the row that it stands at needs.</summary>
internal sealed class PackedCursor : DataViewRowCursor
{
    private static readonly ulong s_name = KeyedRandom.KeyOf("pack-sequences");

    private readonly PackedView _view;
    private readonly DataViewRowCursor _input;
    private readonly HashSet<int> _active;
    private readonly bool _readsLabels;
    private readonly RowReader _reader;
    private readonly ValueGetter<DataViewRowId> _inputId;
    private readonly IEnumerator<PackedTokens> _rows;
    private readonly RowSink _sink = new();

    // The input rows from the one that the present row begins in.
    private readonly Queue<(long Row, DataViewRowId Id)> _ids = new();
    private long _position = -1;

    public PackedCursor(PackedView view, DataViewRowCursor input, IEnumerable<DataViewSchema.Column> columns, bool readsLabels)
    {
        (_view, _input, _readsLabels) = (view, input, readsLabels);
        _active = [.. columns.Select(column => column.Index)];
        _reader = new RowReader(input, view.Transformer.Columns);
        _inputId = input.GetIdGetter();
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
        _sink.Emit([row.Ids, row.Labels, row.Positions, row.Documents, .. row.LabelWeights is null ? (object[])[] : [row.LabelWeights]]);
        while (_ids.Peek().Row < row.FirstRow)
        {
            _ids.Dequeue();
        }

        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    // The first token's place tells the row: no two rows begin at the same.
    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        CheckOnRow();
        id = _ids.Peek().Id.Combine(new DataViewRowId((ulong)_rows.Current.FirstOffset, s_name));
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
        const int labels = 1;
        const int weights = 2;
        bool readsWeights = _readsLabels && _view.Transformer.Columns.Reads.Count > weights;
        for (long row = 0; _input.MoveNext(); row++)
        {
            DataViewRowId id = default;
            _inputId(ref id);
            _ids.Enqueue((row, id));
            int[] ids = _reader.Vector<int>(0).ToArray();
            yield return (ids, _readsLabels ? _reader.Vector<int>(labels).ToArray() : ids, readsWeights ? _reader.Vector<float>(weights).ToArray() : null);
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
