using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>A row of a <see cref="PackedView"/> that is moved from place to place; packed of the input rows that share it when a value is asked for.</summary>
internal sealed class PackedRow(PackedView view, IndexedRow input, PackedIndex index, IEnumerable<DataViewSchema.Column> columns, bool readsLabels) : DataViewRow
{
    private readonly HashSet<int> _active = [.. columns.Select(column => column.Index)];
    private readonly PackedSource _source = new(view.Transformer, input.Row, readsLabels);
    private readonly RowSink _sink = new();
    private long _position = -1;

    public override DataViewSchema Schema => view.Schema;

    public override long Position => _position;

    public override long Batch => 0;

    public void MoveTo(long row)
    {
        _position = row;
        _sink.Clear();
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        (long first, int offset) = index.Find(_position);
        input.MoveTo(first);
        id = PackedSource.IdOf(_source.Id, offset);
    };

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => IsColumnActive(column)
        ? _sink.Getter<TValue>(view.Transformer.Columns, column.Index, Current)
        : throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this row.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Row.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Current()
    {
        if (_sink.Count == 0)
        {
            (long first, int offset) = index.Find(_position);
            try
            {
                PackedSource.Emit(view.Transformer.Packing.From(Documents(first), first, offset).First(), _sink);
            }
            catch (ArgumentException e)
            {
                throw new InvalidOperationException(e.Message, e);
            }
        }

        return 0;
    }

    // Packing asks for no more of them than the row needs.
    private IEnumerable<(int[] Ids, int[] Labels, float[]? LabelWeights)> Documents(long first)
    {
        for (long row = first; row < index.InputCount; row++)
        {
            input.MoveTo(row);
            yield return _source.Read();
        }
    }
}
