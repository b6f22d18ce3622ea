using System;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A row whose values are those of the object it was last given.</summary>
internal sealed class ObjectRow<TRow> : DataViewRow
    where TRow : class
{
    private readonly IHost _host;
    private readonly Delegate[] _getters;
    private TRow _object;
    private long _position = -1;

    public ObjectRow(IHostEnvironment env, RowColumn[] columns)
    {
        _host = env.Register("Row");
        Schema = RowColumn.SchemaOf(columns);
        _getters = columns.Select(column => ObjectGetters.Create(column, Current)).ToArray();
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    public void Show(TRow row)
    {
        _host.CheckValue(row, nameof(row));
        _object = row;
        _position++;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => RowCursorUtils.Cast<TValue>(_host, _getters[column.Index]);

    private TRow Current()
    {
        _host.Check(_position >= 0, RowCursorUtils.FetchValueStateError);
        return _object;
    }
}
