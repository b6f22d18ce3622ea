using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A column bound to the member of a row class that holds its value.</summary>
internal sealed class RowColumn
{
    private RowColumn(string name, DataViewType type, MemberInfo member, IReadOnlyCollection<AnnotationValue> annotations)
    {
        (Name, Type, Member, Annotations) = (name, type, member, annotations);
    }

    public string Name { get; }

    public DataViewType Type { get; }

    public MemberInfo Member { get; }

    public Type MemberType => RowMembers.TypeOf(Member);

    private IReadOnlyCollection<AnnotationValue> Annotations { get; }

    public static RowColumn[] Create(Type rowType, SchemaDefinition.Direction direction)
        => Create(rowType, SchemaDefinition.Create(rowType, direction));

    public static RowColumn[] Create(Type rowType, SchemaDefinition definition)
    {
        var columns = new List<RowColumn>();
        foreach (SchemaDefinition.Column column in definition)
        {
            MemberInfo member = (MemberInfo)rowType.GetField(column.MemberName) ?? rowType.GetProperty(column.MemberName);
            if (member is null)
            {
                throw Contracts.ExceptParam("userSchemaDefinition", "No field or property with name '{0}' found in type '{1}'",
                    column.MemberName, rowType.FullName);
            }

            if (RowMembers.TypeOf(member) != typeof(IChannel))
            {
                string name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
                columns.Add(new RowColumn(name, TypeOf(name, column, member), member, column.AnnotationValues.Values));
            }
        }

        return columns.ToArray();
    }

    public static DataViewSchema SchemaOf(IEnumerable<RowColumn> columns)
        => SchemaExtensions.MakeSchema(columns.Select(column => column.Detach()));

    public DataViewSchema.DetachedColumn Detach()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        foreach (AnnotationValue annotation in Annotations)
        {
            annotations.Add(annotation.Kind, annotation.Type, annotation.CreateGetter());
        }

        return new DataViewSchema.DetachedColumn(Name, Type, annotations.ToAnnotations());
    }

    private static DataViewType TypeOf(string name, SchemaDefinition.Column column, MemberInfo member)
    {
        Type rawItemType = RowMembers.GetItemType(member, out bool isVector);
        if (column.ColumnType is null)
        {
            PrimitiveDataViewType inferred = ColumnTypeExtensions.PrimitiveTypeFromType(rawItemType);
            return isVector ? new VectorDataViewType(inferred) : inferred;
        }

        var vectorType = column.ColumnType as VectorDataViewType;
        if (isVector != vectorType is not null)
        {
            throw Contracts.ExceptParam("userSchemaDefinition",
                "Column '{0}' is supposed to be {1}, but type of associated field '{2}' is {3}",
                name, vectorType is not null ? "vector" : "scalar", column.MemberName, isVector ? "vector" : "scalar");
        }

        DataViewType itemType = vectorType?.ItemType ?? column.ColumnType;
        if (itemType.RawType != rawItemType)
        {
            throw Contracts.ExceptParam("userSchemaDefinition",
                "Column '{0}' is supposed to have item type {1}, but associated field has type {2}",
                name, itemType.RawType, rawItemType);
        }

        return column.ColumnType;
    }
}
