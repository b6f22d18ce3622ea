using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// The rows of a view in random order: each next row is drawn from a pool, and the next row of the source takes its place.
/// A source that can shuffle is told to, besides, unless only the pool is to shuffle.
/// </summary>
internal sealed class RowShufflingView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly int _poolSize;
    private readonly bool _shuffleSource;
    private readonly int _seed;

    public RowShufflingView(IHostEnvironment env, IDataView source, int? seed, int poolSize, bool shuffleSource)
    {
        _host = env.Register("Shuffle");
        _source = ColumnSubsetView.OfCacheableColumns(_host, source);
        (_poolSize, _shuffleSource) = (poolSize, shuffleSource);
        _seed = seed ?? _host.Rand.NextSigned();
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        // Without a generator the view has an order of its own, the same every time.
        rand ??= RandomUtils.Create(_seed);
        DataViewRowCursor input = _source.GetRowCursor(columnsNeeded, _shuffleSource ? RandomUtils.Create(rand) : null);
        return _poolSize == 1 ? input : new Cursor(_host, input, rand, _poolSize);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => new[] { GetRowCursor(columnsNeeded, rand) };

    private sealed class Cursor : LinkedRootCursorBase
    {
        private readonly Random _rand;

        // A ring: the rows from _head on are those not served yet. A row is a slot of the kept columns.
        private readonly int[] _slots;
        private readonly KeptColumn[] _columns;
        private readonly KeptColumn<DataViewRowId> _ids;
        private readonly Delegate[] _getters;
        private int _head = -1;
        private int _live;
        private bool _drained;

        public Cursor(IChannelProvider provider, DataViewRowCursor input, Random rand, int poolSize)
            : base(provider, input)
        {
            _rand = rand;
            _slots = Enumerable.Range(0, poolSize).ToArray();
            _columns = Schema.Select(column => input.IsColumnActive(column) ? KeptColumn.Create(input, column, poolSize) : null).ToArray();
            _ids = KeptColumn.CreateForIds(input, poolSize);
            _getters = Array.ConvertAll(_columns, column => column?.CreateGetter(Slot));
        }

        public override DataViewSchema Schema => Input.Schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.CheckParam(column.Index < _columns.Length, nameof(column));
            return _columns[column.Index] is not null;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ValueGetter<DataViewRowId>)_ids.CreateGetter(Slot);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            return RowCursorUtils.Cast<TValue>(Ch, _getters[column.Index]);
        }

        protected override bool MoveNextCore()
        {
            _live = Math.Max(0, _live - 1);
            _head = Place(1);
            Refill();
            if (_live == 0)
            {
                return false;
            }

            int drawn = Place(_rand.Next(_live));
            (_slots[drawn], _slots[_head]) = (_slots[_head], _slots[drawn]);
            return true;
        }

        private void Refill()
        {
            while (_live < _slots.Length && !_drained)
            {
                if (!Root.MoveNext())
                {
                    _drained = true;
                    return;
                }

                int slot = _slots[Place(_live++)];
                _ids.Keep(slot);
                foreach (KeptColumn column in _columns)
                {
                    column?.Keep(slot);
                }
            }
        }

        private int Place(int offset) => (int)(((long)_head + offset) % _slots.Length);

        private int Slot()
        {
            Ch.Check(IsGood, RowCursorUtils.FetchValueStateError);
            return _slots[_head];
        }
    }
}
