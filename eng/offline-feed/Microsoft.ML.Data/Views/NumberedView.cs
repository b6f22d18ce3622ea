using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>A view with one column of numbers more. It has one order only, for a number may depend on its row's place.</summary>
internal sealed class NumberedView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly DataViewSchema.Column? _dependsOn;
    private readonly Func<DataViewRowCursor, ValueGetter<double>> _bind;
    private readonly ColumnBindings _bindings;

    public NumberedView(
        IHostEnvironment env,
        IDataView source,
        string column,
        DataViewSchema.Column? dependsOn,
        Func<DataViewRowCursor, ValueGetter<double>> bind)
    {
        _host = env.Register(nameof(NumberedView));
        (_source, _dependsOn, _bind) = (source, dependsOn, bind);
        _bindings = new ColumnBindings(source.Schema, new[] { new DataViewSchema.DetachedColumn(column, NumberDataViewType.Double) });
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema => _bindings.Schema;

    private int NumberIndex => _bindings.AddedColumnIndices[0];

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        bool[] sourceActive = _bindings.GetActiveInput(index => active[index]);
        if (active[NumberIndex] && _dependsOn is { } column)
        {
            sourceActive[column.Index] = true;
        }

        return new Cursor(this, _source.GetRowCursor(_source.Schema.Where(c => sourceActive[c.Index])), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => new[] { GetRowCursor(columnsNeeded) };

    private sealed class Cursor : SynchronizedCursorBase
    {
        private readonly NumberedView _view;
        private readonly bool[] _active;
        private readonly ValueGetter<double> _number;

        public Cursor(NumberedView view, DataViewRowCursor input, bool[] active)
            : base(view._host, input)
        {
            (_view, _active) = (view, active);
            _number = active[view.NumberIndex] ? view._bind(input) : null;
        }

        public override DataViewSchema Schema => _view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.Check(IsColumnActive(column));
            int index = _view._bindings.MapColumnIndex(out bool isSource, column.Index);
            return isSource ? Input.GetGetter<TValue>(Input.Schema[index]) : RowCursorUtils.Cast<TValue>(Ch, _number);
        }
    }
}
