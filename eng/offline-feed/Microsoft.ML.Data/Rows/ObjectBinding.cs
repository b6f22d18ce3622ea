using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Which columns of a schema go into which members of a row class. Checked once; then it fills objects from any row of that schema.
/// </summary>
internal sealed class ObjectBinding<TRow>
    where TRow : class
{
    private readonly IHost _host;
    private readonly DataViewSchema _schema;
    private readonly (RowColumn Column, int Index)[] _bound;

    /// <param name="env">Where errors are reported.</param>
    /// <param name="schema">The schema of the rows to come.</param>
    /// <param name="ignoreMissingColumns">Whether members without a column stay as they are; otherwise they are an error.</param>
    /// <param name="definition">How members map to columns, if not as the class says.</param>
    public ObjectBinding(IHostEnvironment env, DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition definition)
    {
        _host = env.Register("TypedCursorable");
        _schema = schema;
        var bound = new List<(RowColumn, int)>();
        foreach (RowColumn column in ColumnsOf(schema, definition))
        {
            if (schema.TryGetColumnIndex(column.Name, out int index))
            {
                CheckType(schema[index].Type, column);
                bound.Add((column, index));
            }
            else if (!ignoreMissingColumns)
            {
                throw _host.ExceptSchemaMismatch("Schema", "", column.Name);
            }
        }

        _bound = bound.ToArray();
    }

    public IEnumerable<DataViewSchema.Column> Columns => _bound.Select(bound => _schema[bound.Index]);

    /// <summary>An action that fills an object with the values that <paramref name="row"/> has at that time.</summary>
    public Action<TRow> Bind(DataViewRow row)
    {
        Action<TRow>[] fills = _bound.Select(bound => ObjectSetters.Create<TRow>(bound.Column, row, row.Schema[bound.Index])).ToArray();
        return target =>
        {
            foreach (Action<TRow> fill in fills)
            {
                fill(target);
            }
        };
    }

    private static RowColumn[] ColumnsOf(DataViewSchema schema, SchemaDefinition definition)
    {
        if (definition is not null)
        {
            return RowColumn.Create(typeof(TRow), definition);
        }

        // A member of a type that no column can have: where there is a column for it, say what the member would have to be.
        foreach (MemberInfo member in RowMembers.Of(typeof(TRow), SchemaDefinition.Direction.Write).Where(RowMembers.IsColumn))
        {
            Type type = RowMembers.GetItemType(RowMembers.TypeOf(member), out _);
            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            if (!type.TryGetDataKind(out _) && !DataViewTypeManager.Knows(type, member.GetCustomAttributes())
                && schema.GetColumnOrNull(name) is { } column && column.Type.RawType != type)
            {
                throw Contracts.ExceptParam("actualType",
                    $"The expected type '{column.Type.RawType}' does not match the type of the '{name}' member: "
                    + $"'{type}'. Please change the {name} member to '{column.Type.RawType}'");
            }
        }

        return RowColumn.Create(typeof(TRow), SchemaDefinition.Direction.Write);
    }

    private void CheckType(DataViewType actual, RowColumn column)
    {
        Type itemType = RowMembers.GetItemType(column.Member, out bool isVector);
        bool fits = isVector
            ? actual is VectorDataViewType vector && vector.ItemType.RawType == itemType
            : actual is not VectorDataViewType && actual.RawType == itemType;
        if (!fits)
        {
            throw _host.Except("Can't bind the IDataView column '{0}' of type '{1}' to field or property '{2}' of type '{3}'.",
                column.Name, actual, column.Member.Name, column.MemberType.FullName);
        }
    }
}
