using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A view, or a single row, with the columns that a row mapper adds.</summary>
internal sealed class RowToRowMapperTransform : IDataView, IRowToRowMapper
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly IRowMapper _mapper;
    private readonly ColumnBindings _bindings;

    public RowToRowMapperTransform(IHostEnvironment env, IDataView input, IRowMapper mapper)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(RowToRowMapperTransform));
        _host.CheckValue(input, nameof(input));
        _host.CheckValue(mapper, nameof(mapper));
        (_source, _mapper) = (input, mapper);
        _bindings = new ColumnBindings(input.Schema, mapper.GetOutputColumns());
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _bindings.Schema;

    public DataViewSchema OutputSchema => _bindings.Schema;

    public DataViewSchema InputSchema => _source.Schema;

    public static DataViewSchema GetOutputSchema(DataViewSchema inputSchema, IRowMapper mapper)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        Contracts.CheckValue(mapper, nameof(mapper));
        return new ColumnBindings(inputSchema, mapper.GetOutputColumns()).Schema;
    }

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        return new Cursor(this, _source.GetRowCursor(InputColumns(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        DataViewRowCursor[] inputs = _source.GetRowCursorSet(InputColumns(active), n, rand);
        return Array.ConvertAll(inputs, input => (DataViewRowCursor)new Cursor(this, input, active));
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => InputColumns(RowCursorUtils.Needed(dependingColumns, OutputSchema.Count));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        _host.CheckValue(input, nameof(input));
        _host.CheckValue(activeColumns, nameof(activeColumns));
        _host.Check(input.Schema == InputSchema, "Schema of input row must be the same as the schema the mapper is bound to");
        return new Row(this, input, RowCursorUtils.Needed(activeColumns, OutputSchema.Count));
    }

    private DataViewSchema.Column[] InputColumns(bool[] active)
    {
        bool[] passedOn = _bindings.GetActiveInput(index => active[index]);
        Func<int, bool> read = _mapper.GetDependencies(AddedAmong(active));
        return InputSchema.Where(column => passedOn[column.Index] || read(column.Index)).ToArray();
    }

    private Func<int, bool> AddedAmong(bool[] active) => added => active[_bindings.AddedColumnIndices[added]];

    private ValueGetter<TValue> GetGetter<TValue>(DataViewRow input, Delegate[] added, DataViewSchema.Column column)
    {
        int index = _bindings.MapColumnIndex(out bool isSource, column.Index);
        return isSource ? input.GetGetter<TValue>(InputSchema[index]) : RowCursorUtils.Cast<TValue>(_host, added[index]);
    }

    private sealed class Cursor : SynchronizedCursorBase
    {
        private readonly RowToRowMapperTransform _view;
        private readonly bool[] _active;
        private readonly Delegate[] _added;
        private Action _disposer;

        public Cursor(RowToRowMapperTransform view, DataViewRowCursor input, bool[] active)
            : base(view._host, input)
        {
            (_view, _active) = (view, active);
            _added = view._mapper.CreateGetters(input, view.AddedAmong(active), out _disposer);
        }

        public override DataViewSchema Schema => _view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.Check(column.Index < _active.Length);
            return _active[column.Index];
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.Check(IsColumnActive(column));
            return _view.GetGetter<TValue>(Input, _added, column);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _disposer?.Invoke();
                _disposer = null;
            }

            base.Dispose(disposing);
        }
    }

    private sealed class Row : WrappingRow
    {
        private readonly RowToRowMapperTransform _mapper;
        private readonly Delegate[] _added;
        private readonly Action _disposer;

        public Row(RowToRowMapperTransform mapper, DataViewRow input, bool[] active)
            : base(input)
        {
            _mapper = mapper;
            _added = mapper._mapper.CreateGetters(input, mapper.AddedAmong(active), out _disposer);
        }

        public override DataViewSchema Schema => _mapper.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            int index = _mapper._bindings.MapColumnIndex(out bool isSource, column.Index);
            return isSource ? Input.IsColumnActive(_mapper.InputSchema[index]) : _added[index] is not null;
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => _mapper.GetGetter<TValue>(Input, _added, column);

        protected override void DisposeCore(bool disposing)
        {
            if (disposing)
            {
                _disposer?.Invoke();
            }
        }
    }
}
