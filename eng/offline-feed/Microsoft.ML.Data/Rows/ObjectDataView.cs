using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A view of a sequence of objects, which every cursor enumerates anew.</summary>
internal sealed class ObjectDataView<TRow> : IDataView
    where TRow : class
{
    private readonly IHost _host;
    private readonly IEnumerable<TRow> _rows;
    private readonly RowColumn[] _columns;

    public ObjectDataView(IHostEnvironment env, IEnumerable<TRow> rows, RowColumn[] columns)
    {
        _host = env.Register("StreamingDataView");
        _rows = rows;
        _columns = columns;
        Schema = RowColumn.SchemaOf(columns);
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => (_rows as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(this, RowCursorUtils.FromColumnsToPredicate(columnsNeeded, Schema));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => new[] { GetRowCursor(columnsNeeded, rand) };

    private sealed class Cursor : RootCursorBase
    {
        private readonly Delegate[] _getters;
        private readonly IEnumerator<TRow> _rows;
        private TRow _current;

        public Cursor(ObjectDataView<TRow> view, Func<int, bool> active)
            : base(view._host)
        {
            Schema = view.Schema;
            _getters = view._columns.Select((column, index) => active(index) ? ObjectGetters.Create(column, Current) : null).ToArray();
            _rows = view._rows.GetEnumerator();
        }

        public override DataViewSchema Schema { get; }

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.Check(column.Index < _getters.Length, $"Column index must be between 0 and {_getters.Length}");
            return _getters[column.Index] is not null;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
        {
            Ch.Check(IsGood, RowCursorUtils.FetchValueStateError);
            id = new DataViewRowId((ulong)Position, 0);
        };

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            return RowCursorUtils.Cast<TValue>(Ch, _getters[column.Index]);
        }

        protected override bool MoveNextCore()
        {
            _current = _rows.MoveNext() ? _rows.Current ?? throw NullRow() : null;
            return _current is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _current = null;
                _rows.Dispose();
            }

            base.Dispose(disposing);
        }

        private TRow Current()
        {
            Ch.Check(_current is not null, RowCursorUtils.FetchValueStateError);
            return _current;
        }

        private Exception NullRow() => Ch.Except("Encountered null when iterating over data, this is not supported.");
    }
}
