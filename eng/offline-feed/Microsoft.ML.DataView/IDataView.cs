using System;
using System.Collections.Generic;
using Microsoft.ML.Data;

namespace Microsoft.ML
{
    /// <summary>A table of rows that is read lazily, through cursors, and never changes.</summary>
    public interface IDataView
    {
        /// <summary>Whether a cursor that is opened with a generator comes in another order.</summary>
        bool CanShuffle { get; }

        /// <summary>The columns.</summary>
        DataViewSchema Schema { get; }

        /// <summary>The number of rows, or null where it cannot be told without reading them.</summary>
        long? GetRowCount();

        /// <summary>A reader of all rows, in which at least the columns needed are active.</summary>
        DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null);

        /// <summary>Readers that together yield each row once; <paramref name="n"/> is a wish, one reader is allowed.</summary>
        DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null);
    }

    /// <summary>Writes the current value; a buffer that the caller hands in is reused where it fits.</summary>
    public delegate void ValueGetter<TValue>(ref TValue value);

    /// <summary>A row whose values are fetched by getters that are made once and called for every position.</summary>
    public abstract class DataViewRow : IDisposable
    {
        /// <summary>How many times the row has moved, counted from 0; -1 before the first and after the last.</summary>
        public abstract long Position { get; }

        /// <summary>Restores the order of rows that a set of cursors divides: batches ascend over the whole set.</summary>
        public abstract long Batch { get; }

        /// <summary>The columns.</summary>
        public abstract DataViewSchema Schema { get; }

        /// <summary>Makes the getter of the identity of the current row.</summary>
        public abstract ValueGetter<DataViewRowId> GetIdGetter();

        /// <summary>Whether a getter of the column may be asked for.</summary>
        public abstract bool IsColumnActive(DataViewSchema.Column column);

        /// <summary>Makes the getter of a column.</summary>
        public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

        /// <summary>Ends the use of the row.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Overridden by rows that own something.</summary>
        protected virtual void Dispose(bool disposing)
        {
        }
    }

    /// <summary>A row that moves through a view.</summary>
    public abstract class DataViewRowCursor : DataViewRow
    {
        /// <summary>Goes to the next row; false where there is none, and ever after.</summary>
        public abstract bool MoveNext();
    }
}
