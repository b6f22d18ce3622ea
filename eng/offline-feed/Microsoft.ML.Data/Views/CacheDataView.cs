using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Reads each column of a view once, when a cursor first wants it, and serves every later cursor from memory.
/// Columns that are first wanted together are read in one pass.
/// </summary>
internal sealed class CacheDataView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly KeptColumn[] _columns;
    private readonly object _lock = new();
    private long _rowCount;

    /// <param name="env">Where progress and errors are reported.</param>
    /// <param name="input">The view to keep; columns whose values cannot be kept are left out.</param>
    /// <param name="prefetch">Indices of columns of <paramref name="input"/> to read at once.</param>
    public CacheDataView(IHostEnvironment env, IDataView input, int[] prefetch = null)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register("Cache");
        _host.CheckValue(input, nameof(input));
        _source = ColumnSubsetView.OfCacheableColumns(_host, input);
        _columns = new KeptColumn[_source.Schema.Count];
        _rowCount = _source.GetRowCount() ?? -1;
        CheckRowCount(_rowCount);
        foreach (int index in prefetch ?? Array.Empty<int>())
        {
            if (!input.Schema[index].Type.IsCacheable())
            {
                throw _host.Except("Asked to prefetch column '{0}' into cache, but it is of unhandled type '{1}'",
                    input.Schema[index].Name, input.Schema[index].Type);
            }
        }

        if (prefetch?.Length > 0)
        {
            // Names, not indices: with a column left out, the indices behind it are others. Hidden columns are not prefetched by name.
            Fill(prefetch.Select(index => Schema[input.Schema[index].Name].Index));
        }
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => Interlocked.Read(ref _rowCount) is >= 0 and long count ? count : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        int count = Fill(Indices(active));
        return new Cursor(this, active, Permutation(rand, count), new Batches(count, count, cursors: 1));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        int count = Fill(Indices(active));
        int[] order = Permutation(rand, count);
        int cursors = DataViewUtils.GetThreadCount(n);
        var batches = new Batches(count, DataViewUtils.BatchSize, cursors);
        return Enumerable.Range(0, cursors).Select(_ => (DataViewRowCursor)new Cursor(this, active, order, batches)).ToArray();
    }

    private static int[] Permutation(Random rand, int count) => rand is null ? null : DataViewUtils.RandomPermutation(rand, count);

    private static IEnumerable<int> Indices(bool[] active) => Enumerable.Range(0, active.Length).Where(index => active[index]);

    /// <summary>Sees to it that the columns are in memory, and returns the number of rows.</summary>
    private int Fill(IEnumerable<int> wanted)
    {
        lock (_lock)
        {
            int[] missing = wanted.Where(index => _columns[index] is null).Distinct().ToArray();
            if (missing.Length > 0 || _rowCount < 0)
            {
                Read(missing);
            }

            return (int)_rowCount;
        }
    }

    private void Read(int[] missing)
    {
        using IChannel channel = _host.Start("Cache Filler");
        channel.Trace("Begin cache of {0} columns", missing.Length);
        using DataViewRowCursor cursor = _source.GetRowCursor(missing.Select(index => Schema[index]));
        int capacity = (int)Math.Max(0, _rowCount);
        KeptColumn[] filled = Array.ConvertAll(missing, index => KeptColumn.Create(cursor, Schema[index], capacity));
        int count = 0;
        while (cursor.MoveNext())
        {
            CheckRowCount(count + 1L);
            foreach (KeptColumn column in filled)
            {
                column.Keep(count);
            }

            count++;
        }

        if (_rowCount >= 0 && _rowCount != count)
        {
            throw channel.Except("The view below the cache gave {0} rows, where {1} were expected.", count, _rowCount);
        }

        for (int i = 0; i < filled.Length; i++)
        {
            filled[i].Close(count);
            _columns[missing[i]] = filled[i];
        }

        Interlocked.Exchange(ref _rowCount, count);
        channel.Trace("End cache of {0} columns", missing.Length);
    }

    private void CheckRowCount(long count)
    {
        if (count > Array.MaxLength)
        {
            throw _host.Except(
                "The input data view has too many ({0}) rows. CacheDataView can only cache up to {1} rows", count, Array.MaxLength);
        }
    }

    /// <summary>
    /// Deals out the rows to the cursors of a set, in batches: the first to move gets the first batch and then every n-th, and so on, so
    /// that what a cursor has does not depend on how fast it is.
    /// </summary>
    private sealed class Batches(int rows, int size, int cursors)
    {
        private int _started = -1;

        public long First() => Interlocked.Increment(ref _started);

        public long After(long batch) => batch + cursors;

        public (int First, int End) Rows(long batch) => ((int)Math.Min(batch * size, rows), (int)Math.Min((batch + 1) * size, rows));
    }

    private sealed class Cursor : RootCursorBase
    {
        private readonly Delegate[] _getters;
        private readonly int[] _order;
        private readonly Batches _batches;
        private long _batch = -1;
        private int _place;
        private int _end;

        public Cursor(CacheDataView view, bool[] active, int[] order, Batches batches)
            : base(view._host)
        {
            Schema = view.Schema;
            (_order, _batches) = (order, batches);
            _getters = view._columns.Select((column, index) => active[index] ? column.CreateGetter(Row) : null).ToArray();
        }

        public override DataViewSchema Schema { get; }

        public override long Batch => _batch;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.CheckParam(column.Index < _getters.Length, nameof(column));
            return _getters[column.Index] is not null;
        }

        // A row keeps its id whatever the order: it is its place in the cache.
        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row(), 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            return RowCursorUtils.Cast<TValue>(Ch, _getters[column.Index]);
        }

        protected override bool MoveNextCore()
        {
            if (++_place < _end)
            {
                return true;
            }

            _batch = _batch < 0 ? _batches.First() : _batches.After(_batch);
            (_place, _end) = _batches.Rows(_batch);
            return _place < _end;
        }

        private int Row()
        {
            Ch.Check(IsGood, RowCursorUtils.FetchValueStateError);
            return _order is null ? _place : _order[_place];
        }
    }
}
