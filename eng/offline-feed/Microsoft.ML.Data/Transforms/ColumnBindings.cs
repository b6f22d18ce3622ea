using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// The schema that comes of adding columns to another: a new name at the end, a name that is there already next to the last column of
/// that name, which it hides.
/// </summary>
internal sealed class ColumnBindings
{
    // For each column of the schema, its index among the input's columns or, as a complement, among the added ones.
    private readonly int[] _origins;

    public ColumnBindings(DataViewSchema input, DataViewSchema.DetachedColumn[] addedColumns)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckValue(addedColumns, nameof(addedColumns));
        InputSchema = input;
        List<(string Name, int Origin)> columns = input.Select(column => (column.Name, column.Index)).ToList();
        for (int i = 0; i < addedColumns.Length; i++)
        {
            string name = addedColumns[i].Name;
            int last = columns.FindLastIndex(column => column.Name == name);
            columns.Insert(last < 0 ? columns.Count : last + 1, (name, ~i));
        }

        _origins = columns.Select(column => column.Origin).ToArray();
        Schema = SchemaExtensions.MakeSchema(
            _origins.Select(origin => origin < 0 ? addedColumns[~origin] : new DataViewSchema.DetachedColumn(input[origin])));
        AddedColumnIndices = Array.AsReadOnly(addedColumns.Select((_, i) => Array.IndexOf(_origins, ~i)).ToArray());
    }

    /// <summary>Where the added columns stand in the schema.</summary>
    public IReadOnlyList<int> AddedColumnIndices { get; }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema Schema { get; }

    /// <summary>The index of a column among the columns of the input, or among the added ones.</summary>
    public int MapColumnIndex(out bool isSrcColumn, int col)
    {
        isSrcColumn = _origins[col] >= 0;
        return isSrcColumn ? _origins[col] : ~_origins[col];
    }

    /// <summary>Which input columns are wanted as they are.</summary>
    public bool[] GetActiveInput(Func<int, bool> predicate)
    {
        Contracts.CheckValue(predicate, nameof(predicate));
        var active = new bool[InputSchema.Count];
        for (int i = 0; i < _origins.Length; i++)
        {
            if (_origins[i] >= 0 && predicate(i))
            {
                active[_origins[i]] = true;
            }
        }

        return active;
    }
}
