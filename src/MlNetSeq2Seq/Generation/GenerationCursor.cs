using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Generation;

/// <summary>
/// A pass over a generation view: one cursor gives the other columns of the present row, a second reads texts ahead, so
/// that many are written for at once without any column being copied.
/// </summary>
internal sealed class GenerationCursor : DataViewRowCursor
{
    // So many batches are read ahead: enough to put texts of like length together.
    private const int BatchesAhead = 4;

    private readonly GenerationView _view;
    private readonly DataViewRowCursor _rows;
    private readonly DataViewRowCursor _ahead;
    private readonly ValueGetter<ReadOnlyMemory<char>> _aheadText;
    private readonly HashSet<int> _active;
    private IReadOnlyList<GeneratedText>[] _written = [];
    private long _firstWritten;

    public GenerationCursor(GenerationView view, DataViewSchema.Column[] columns)
    {
        _view = view;
        _active = [.. columns.Select(c => c.Index)];
        IDataView source = view.Source;
        DataViewSchema.Column text = source.Schema[view.Transformer.Options.SourceColumn];
        _rows = source.GetRowCursor(columns.Where(c => c.Index < source.Schema.Count).Select(c => source.Schema[c.Index]).Append(text).DistinctBy(c => c.Index));
        _ahead = source.GetRowCursor([text]);
        _aheadText = _ahead.GetGetter<ReadOnlyMemory<char>>(text);
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
            : GenerationGetters.Of<TValue>(column.Index - passed, Current);
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

    private IReadOnlyList<GeneratedText> Current()
    {
        long position = _rows.Position;
        while (position >= _firstWritten + _written.Length)
        {
            WriteAhead();
        }

        return _written[position - _firstWritten];
    }

    private void WriteAhead()
    {
        _firstWritten += _written.Length;
        List<string> texts = [];
        int wanted = _view.Transformer.Options.BatchSize * BatchesAhead;
        ReadOnlyMemory<char> text = default;
        while (texts.Count < wanted && _ahead.MoveNext())
        {
            _aheadText(ref text);
            texts.Add(GenerationGetters.Checked(text, _ahead.Position, _view.Transformer.Options.SourceColumn));
        }

        if (texts.Count == 0)
        {
            throw new InvalidOperationException("GenerateText read its data twice at once and the second pass had fewer rows: the data changed meanwhile.");
        }

        _written = _view.Transformer.Generator.Generate(texts);
    }
}
