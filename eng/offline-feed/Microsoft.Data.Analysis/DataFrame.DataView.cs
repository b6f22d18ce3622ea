using System;
using System.Collections.Generic;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Microsoft.Data.Analysis;

public partial class DataFrame : IDataView
{
    private DataViewSchema _schema;

    bool IDataView.CanShuffle => false;

    DataViewSchema IDataView.Schema => Schema;

    private DataViewSchema Schema
    {
        get
        {
            if (_schema is null)
            {
                DataViewSchema.Builder builder = new();
                foreach (DataFrameColumn column in Columns)
                    column.AddDataViewColumn(builder);
                _schema = builder.ToSchema();
            }
            return _schema;
        }
    }

    long? IDataView.GetRowCount() => Rows.Count;

    DataViewRowCursor IDataView.GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand)
        => new RowCursor(this, columnsNeeded);

    DataViewRowCursor[] IDataView.GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand)
        => new DataViewRowCursor[] { new RowCursor(this, columnsNeeded) };

    private void ForgetSchema() => _schema = null;

    private sealed class RowCursor : DataViewRowCursor
    {
        private readonly DataFrame _frame;
        private readonly Delegate[] _getters;
        private long _position = -1;
        private bool _disposed;

        public RowCursor(DataFrame frame, IEnumerable<DataViewSchema.Column> columnsNeeded)
        {
            _frame = frame;
            Schema = frame.Schema;
            _getters = new Delegate[Schema.Count];
            foreach (DataViewSchema.Column column in columnsNeeded)
            {
                if (column.Index < _getters.Length)
                    _getters[column.Index] ??= frame.Columns[column.Index].GetDataViewGetter(this);
            }
        }

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema { get; }

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] != null;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not among those the cursor was opened for.");
            return (ValueGetter<TValue>)_getters[column.Index];
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);

        public override bool MoveNext()
        {
            if (_disposed)
                return false;
            _position++;
            return _position < _frame.Rows.Count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_disposed)
                _position = -1;
            _disposed = true;
            base.Dispose(disposing);
        }
    }
}
