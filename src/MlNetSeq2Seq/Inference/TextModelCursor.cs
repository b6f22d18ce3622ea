using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Inference;

/// <summary>
/// A pass over a text model's view: one cursor gives the other columns of the present row, a second reads texts ahead, so
/// that many rows are computed at once without any column being copied.
/// </summary>
internal sealed class TextModelCursor : DataViewRowCursor
{
    // So many batches are read ahead: enough to put texts of like length together.
    private const int BatchesAhead = 4;

    private readonly TextModelView _view;
    private readonly DataViewRowCursor _rows;
    private readonly DataViewRowCursor _ahead;
    private readonly TextModelReader _aheadTexts;
    private readonly RowSink _computed = new();
    private readonly HashSet<int> _active;
    private long _firstComputed;

    public TextModelCursor(TextModelView view, DataViewSchema.Column[] columns)
    {
        _view = view;
        _active = [.. columns.Select(c => c.Index)];
        IDataView source = view.Source;
        DataViewSchema.Column[] texts = [.. view.Transformer.Columns.Sources(source.Schema)];
        _rows = source.GetRowCursor(columns.Where(c => c.Index < source.Schema.Count).Select(c => source.Schema[c.Index]).Concat(texts).DistinctBy(c => c.Index));
        _ahead = source.GetRowCursor(texts);
        _aheadTexts = new TextModelReader(_ahead, view.Transformer.Columns);
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _rows.Position;

    public override long Batch => _rows.Batch;

    public override bool MoveNext() => _rows.MoveNext();

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => _rows.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor.");
        }

        int passed = _view.Source.Schema.Count;
        return column.Index < passed
            ? _rows.GetGetter<TValue>(_view.Source.Schema[column.Index])
            : _computed.Getter<TValue>(_view.Transformer.Columns, column.Index - passed, Current);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
            _ahead.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Current()
    {
        long position = _rows.Position;
        while (position >= _firstComputed + _computed.Count)
        {
            ComputeAhead();
        }

        return (int)(position - _firstComputed);
    }

    private void ComputeAhead()
    {
        _firstComputed += _computed.Count;
        _computed.Clear();
        List<string[]> texts = [];
        int wanted = _view.Transformer.BatchSize * BatchesAhead;
        while (texts.Count < wanted && _ahead.MoveNext())
        {
            texts.Add(_aheadTexts.Texts());
        }

        if (texts.Count == 0)
        {
            throw new InvalidOperationException(
                $"{_view.Transformer.Columns.Component} read its data twice at once and the second pass had fewer rows: the data changed meanwhile.");
        }

        foreach (object[] values in _view.Transformer.Compute(texts))
        {
            _computed.Emit(values);
        }
    }
}
