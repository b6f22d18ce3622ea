using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>A view without the rows that a predicate of the user's is true for.</summary>
internal sealed class CustomFilter<TSrc> : IDataView
    where TSrc : class, new()
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly Func<TSrc, bool> _drops;
    private readonly ObjectBinding<TSrc> _binding;

    public CustomFilter(IHostEnvironment env, IDataView input, Func<TSrc, bool> drops)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register("CustomFilter");
        _host.CheckValue(input, nameof(input));
        _host.CheckValue(drops, "filterPredicate");
        (_source, _drops) = (input, drops);
        _binding = new ObjectBinding<TSrc>(_host, input.Schema, ignoreMissingColumns: false, definition: null);
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        return new Cursor(this, _source.GetRowCursor(SourceColumns(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        DataViewRowCursor[] inputs = _source.GetRowCursorSet(SourceColumns(active), n, rand);
        return Array.ConvertAll(inputs, input => (DataViewRowCursor)new Cursor(this, input, active));
    }

    private IEnumerable<DataViewSchema.Column> SourceColumns(bool[] active)
        => Schema.Where(column => active[column.Index]).Union(_binding.Columns).ToArray();

    private sealed class Cursor : LinkedRowFilterCursorBase
    {
        private readonly Func<TSrc, bool> _drops;
        private readonly Action<TSrc> _fill;
        private readonly TSrc _object = new();

        public Cursor(CustomFilter<TSrc> view, DataViewRowCursor input, bool[] active)
            : base(view._host, input, view.Schema, active)
        {
            _drops = view._drops;
            _fill = view._binding.Bind(input);
        }

        protected override bool Accept()
        {
            _fill(_object);
            return !_drops(_object);
        }
    }
}
