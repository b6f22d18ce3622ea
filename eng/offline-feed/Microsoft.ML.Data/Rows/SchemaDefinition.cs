using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>How the members of a class map to columns: what <see cref="Create"/> finds in the class, to be changed by hand.</summary>
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    /// <summary>What the rows are wanted for, which decides whether a property needs a getter or a setter.</summary>
    [Flags]
    public enum Direction
    {
        Read = 1,
        Write = 2,
        Both = Read | Write,
    }

    public Column this[string columnName]
    {
        get => Find(column => column.ColumnName == columnName);
        set
        {
            Contracts.CheckValue(value, nameof(value));
            if (value.ColumnName != columnName)
            {
                throw Contracts.ExceptParam(nameof(columnName),
                    "The column name is specified as '{0}' but must match the selector '{1}'.", value.ColumnName, columnName);
            }

            int index = FindIndex(column => column.ColumnName == columnName);
            if (index >= 0)
            {
                this[index] = value;
            }
            else
            {
                Add(value);
            }
        }
    }

    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        Contracts.CheckValue(userType, nameof(userType));
        var definition = new SchemaDefinition();
        var names = new HashSet<string>();
        foreach (MemberInfo member in RowMembers.Of(userType, direction).Where(RowMembers.IsColumn))
        {
            Attribute[] attributes = member.GetCustomAttributes().ToArray();
            DataViewTypeAttribute[] marks = attributes.OfType<DataViewTypeAttribute>().ToArray();
            if (marks.Length > 1)
            {
                throw Contracts.ExceptParam(nameof(userType), "Member {0} cannot be marked with multiple attributes derived from {1}.",
                    member.Name, typeof(DataViewTypeAttribute));
            }

            marks.FirstOrDefault()?.Register();
            string name = attributes.OfType<ColumnNameAttribute>().FirstOrDefault()?.Name ?? member.Name;

            // Members come in no promised order, so with two of one name it would be left to chance which hides the other.
            if (!names.Add(name))
            {
                throw Contracts.ExceptParam(nameof(userType), "Duplicate column name '{0}' detected, this is disallowed", name);
            }

            definition.Add(new Column(member.Name, ColumnTypeOf(member, attributes), name));
        }

        return definition;
    }

    private static DataViewType ColumnTypeOf(MemberInfo member, Attribute[] attributes)
    {
        Type itemType = RowMembers.GetItemType(member, out bool isVector);
        if (DataViewTypeManager.Knows(itemType, attributes))
        {
            return DataViewTypeManager.GetDataViewType(itemType, attributes);
        }

        VectorTypeAttribute vector = attributes.OfType<VectorTypeAttribute>().FirstOrDefault();
        if (vector is not null && !isVector)
        {
            throw Contracts.ExceptParam("userType",
                $"Member {member.Name} marked with {nameof(VectorTypeAttribute)}, but does not appear to be a vector type");
        }

        PrimitiveDataViewType item = ItemColumnTypeOf(member, attributes, itemType);
        return !isVector ? item : vector?.Dims is { Length: > 0 } dims ? new VectorDataViewType(item, dims) : new VectorDataViewType(item);
    }

    private static PrimitiveDataViewType ItemColumnTypeOf(MemberInfo member, Attribute[] attributes, Type itemType)
    {
        KeyTypeAttribute key = attributes.OfType<KeyTypeAttribute>().FirstOrDefault();
        if (key is null)
        {
            return ColumnTypeExtensions.PrimitiveTypeFromType(itemType);
        }

        if (!KeyDataViewType.IsValidDataType(itemType))
        {
            throw Contracts.ExceptParam("userType",
                "Member {0} marked with KeyType attribute, but does not appear to be a valid kind of data for a key type", member.Name);
        }

        return new KeyDataViewType(itemType, key.KeyCount.Count.GetValueOrDefault());
    }

    /// <summary>One member and its column.</summary>
    public sealed class Column
    {
        internal Column(string memberName, DataViewType columnType, string columnName = null)
        {
            Contracts.CheckNonEmpty(memberName, nameof(memberName));
            MemberName = memberName;
            ColumnName = columnName ?? memberName;
            ColumnType = columnType;
        }

        public string MemberName { get; }

        public string ColumnName { get; set; }

        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations
        {
            get
            {
                var builder = new DataViewSchema.Annotations.Builder();
                foreach (AnnotationValue annotation in AnnotationValues.Values)
                {
                    builder.Add(annotation.Kind, annotation.Type, annotation.CreateGetter());
                }

                return builder.ToAnnotations();
            }
        }

        internal Dictionary<string, AnnotationValue> AnnotationValues { get; } = new();

        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            Contracts.CheckValue(kind, nameof(kind));
            Contracts.CheckValue(annotationType, nameof(annotationType));
            if (AnnotationValues.ContainsKey(kind))
            {
                throw Contracts.Except("Column already contains an annotation of this kind.");
            }

            AnnotationValues.Add(kind, AnnotationValue.Create(kind, value, annotationType));
        }
    }
}
