using System;
using System.Collections.Generic;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>The rows of a view after the first <c>skip</c>, at most <c>take</c> of them.</summary>
internal sealed class SkipTakeFilter : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly long _skip;
    private readonly long _take;

    public SkipTakeFilter(IHostEnvironment env, IDataView source, long skip, long take)
    {
        _host = env.Register("SkipTakeFilter");
        (_source, _skip, _take) = (source, skip, take);
    }

    // Which rows are the first would change with their order.
    public bool CanShuffle => false;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _source.GetRowCount() is { } count ? Math.Min(Math.Max(0, count - _skip), _take) : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(this, _source.GetRowCursor(columnsNeeded), RowCursorUtils.Needed(columnsNeeded, Schema.Count));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => new[] { GetRowCursor(columnsNeeded) };

    private sealed class Cursor : LinkedRowRootCursorBase
    {
        private readonly SkipTakeFilter _view;
        private bool _started;
        private long _taken;

        public Cursor(SkipTakeFilter view, DataViewRowCursor input, bool[] active)
            : base(view._host, input, view.Schema, active)
        {
            _view = view;
        }

        public override long Batch => 0;

        public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

        protected override bool MoveNextCore()
        {
            for (long skipped = _started ? _view._skip : 0; skipped < _view._skip; skipped++)
            {
                if (!Root.MoveNext())
                {
                    return false;
                }
            }

            _started = true;
            return _taken++ < _view._take && Root.MoveNext();
        }
    }
}
