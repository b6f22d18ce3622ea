using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Some columns of a view, in an order of their own; as a mapper of rows, too.</summary>
internal sealed class ColumnSubsetView : IDataView, IRowToRowMapper
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly int[] _sourceIndices;

    /// <param name="env">Where errors are reported.</param>
    /// <param name="source">The view with all columns.</param>
    /// <param name="sourceIndices">For each column of this view, its index in the source.</param>
    public ColumnSubsetView(IHostEnvironment env, IDataView source, int[] sourceIndices)
    {
        _host = env.Register(nameof(ColumnSubsetView));
        (_source, _sourceIndices) = (source, sourceIndices);
        OutputSchema = SchemaOf(source.Schema, sourceIndices);
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => OutputSchema;

    public DataViewSchema InputSchema => _source.Schema;

    public DataViewSchema OutputSchema { get; }

    /// <summary>The view without the columns whose values cannot be kept; the view itself if it has none of those.</summary>
    public static IDataView OfCacheableColumns(IHostEnvironment env, IDataView source)
    {
        int[] cacheable = source.Schema.Where(column => column.Type.IsCacheable()).Select(column => column.Index).ToArray();
        return cacheable.Length == source.Schema.Count ? source : new ColumnSubsetView(env, source, cacheable);
    }

    public static DataViewSchema SchemaOf(DataViewSchema source, int[] sourceIndices)
        => SchemaExtensions.MakeSchema(sourceIndices.Select(index => new DataViewSchema.DetachedColumn(source[index])));

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(this, _source.GetRowCursor(GetDependencies(columnsNeeded), rand), RowCursorUtils.Needed(columnsNeeded, Schema.Count));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        DataViewRowCursor[] inputs = _source.GetRowCursorSet(GetDependencies(columnsNeeded), n, rand);
        return Array.ConvertAll(inputs, input => (DataViewRowCursor)new Cursor(this, input, active));
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] active = RowCursorUtils.Needed(dependingColumns, Schema.Count);
        var sourceActive = new bool[InputSchema.Count];
        for (int i = 0; i < active.Length; i++)
        {
            sourceActive[_sourceIndices[i]] |= active[i];
        }

        return InputSchema.Where(column => sourceActive[column.Index]);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        _host.CheckValue(input, nameof(input));
        _host.CheckValue(activeColumns, nameof(activeColumns));
        _host.Check(input.Schema == InputSchema, "Schema of input row must be the same as the schema the mapper is bound to");
        return new Row(this, input);
    }

    private DataViewSchema.Column Source(DataViewSchema.Column column) => InputSchema[_sourceIndices[column.Index]];

    private sealed class Cursor : SynchronizedCursorBase
    {
        private readonly ColumnSubsetView _view;
        private readonly bool[] _active;

        public Cursor(ColumnSubsetView view, DataViewRowCursor input, bool[] active)
            : base(view._host, input)
        {
            (_view, _active) = (view, active);
        }

        public override DataViewSchema Schema => _view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => Input.GetGetter<TValue>(_view.Source(column));
    }

    private sealed class Row : WrappingRow
    {
        private readonly ColumnSubsetView _mapper;

        public Row(ColumnSubsetView mapper, DataViewRow input)
            : base(input)
        {
            _mapper = mapper;
        }

        public override DataViewSchema Schema => _mapper.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column) => Input.IsColumnActive(_mapper.Source(column));

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => Input.GetGetter<TValue>(_mapper.Source(column));
    }
}
