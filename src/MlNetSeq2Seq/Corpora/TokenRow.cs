using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Corpora;

/// <summary>A row of a <see cref="TokenDataView"/> that is moved from place to place.</summary>
internal sealed class TokenRow(TokenDataView view, IEnumerable<DataViewSchema.Column> columns) : DataViewRow
{
    private readonly HashSet<int> _active = [.. columns.Select(column => column.Index)];
    private long _position = -1;
    private TokenDocument? _row;

    public override DataViewSchema Schema => view.Schema;

    public override long Position => _position;

    public override long Batch => 0;

    public void MoveTo(long row) => (_position, _row) = (row, null);

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = view.IdOf(_position);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => IsColumnActive(column)
        ? TokenDataView.Getter<TValue>(column, Row)
        : throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this row.");

    private TokenDocument Row() => _row ??= view.Read(_position);
}
