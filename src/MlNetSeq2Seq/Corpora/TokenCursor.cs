using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Corpora;

/// <summary>A pass over every n-th stretch of the rows of a <see cref="TokenDataView"/>.</summary>
internal sealed class TokenCursor(TokenDataView view, IEnumerable<DataViewSchema.Column> columns, IndexPermutation? order, int first, int cursors) : DataViewRowCursor
{
    // Rows that one cursor reads before the next comes to turn. ML.NET puts the rows of several cursors in order again by this number.
    private const int Stretch = 64;

    private readonly HashSet<int> _active = [.. columns.Select(column => column.Index)];
    private long _position = -1;
    private long _place = -1;
    private TokenDocument? _row;

    public override DataViewSchema Schema => view.Schema;

    public override long Position => _position;

    public override long Batch => _place / Stretch;

    public override bool MoveNext()
    {
        _row = null;
        _place = NextPlace();
        if (_place < view.RowCount)
        {
            _position++;
            return true;
        }

        // Beyond the end it stays there.
        (_position, _place) = (-1, view.RowCount);
        return false;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = view.IdOf(RowNumber());

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => IsColumnActive(column)
        ? TokenDataView.Getter<TValue>(column, Row)
        : throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor.");

    private long NextPlace()
    {
        if (_place < 0)
        {
            return (long)first * Stretch;
        }

        long next = _place + 1;
        return next % Stretch == 0 ? next + ((long)(cursors - 1) * Stretch) : next;
    }

    private long RowNumber() => _position < 0
        ? throw new InvalidOperationException("A value was asked for before the first row or after the last.")
        : order is null ? _place : order[_place];

    private TokenDocument Row() => _row ??= view.Read(RowNumber());
}
