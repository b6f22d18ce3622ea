using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The public fields and properties of a row class, their types as columns, and fast access to them.</summary>
internal static class RowMembers
{
    public static IEnumerable<MemberInfo> Of(Type rowType, SchemaDefinition.Direction direction)
    {
        bool reads = (direction & SchemaDefinition.Direction.Read) != 0;
        bool writes = (direction & SchemaDefinition.Direction.Write) != 0;
        IEnumerable<MemberInfo> properties = rowType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0)
            .Where(p => (reads && p.GetGetMethod() is not null) || (writes && p.GetSetMethod() is not null));
        return rowType.GetFields(BindingFlags.Public | BindingFlags.Instance).Concat(properties);
    }

    // A member of type IChannel is where a mapping gets its channel from; it holds no data.
    public static bool IsColumn(MemberInfo member)
        => TypeOf(member) != typeof(IChannel)
            && member is not FieldInfo { IsLiteral: true }
            && !member.IsDefined(typeof(NoColumnAttribute));

    public static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>The raw type of the column's items: of <c>string[]</c>, text, and a vector.</summary>
    public static Type GetItemType(Type type, out bool isVector)
    {
        isVector = type.IsArray || IsVBuffer(type);
        Type item = type.IsArray ? type.GetElementType() : isVector ? type.GetGenericArguments()[0] : type;
        return item == typeof(string) ? typeof(ReadOnlyMemory<char>) : item;
    }

    public static Type GetItemType(MemberInfo member, out bool isVector)
    {
        Type item = GetItemType(TypeOf(member), out isVector);
        if (!item.TryGetDataKind(out _) && !DataViewTypeManager.Knows(item, member.GetCustomAttributes()))
        {
            throw Contracts.ExceptParam("rawType",
                "Could not determine an IDataView type and registered custom types for member {0}", member.Name);
        }

        return item;
    }

    public static bool CanRead(MemberInfo member) => member is FieldInfo || ((PropertyInfo)member).GetGetMethod() is not null;

    public static bool IsVBuffer(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>);

    public static Func<TRow, TValue> Getter<TRow, TValue>(MemberInfo member)
    {
        if (member is PropertyInfo property)
        {
            return property.GetGetMethod().CreateDelegate<Func<TRow, TValue>>();
        }

        ParameterExpression row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.Field(row, (FieldInfo)member), row).Compile();
    }

    public static Action<TRow, TValue> Setter<TRow, TValue>(MemberInfo member)
    {
        if (member is PropertyInfo property)
        {
            return property.GetSetMethod().CreateDelegate<Action<TRow, TValue>>();
        }

        var field = (FieldInfo)member;
        if (field.IsInitOnly)
        {
            return (row, value) => field.SetValue(row, value);
        }

        ParameterExpression target = Expression.Parameter(typeof(TRow));
        ParameterExpression newValue = Expression.Parameter(typeof(TValue));
        BinaryExpression assignment = Expression.Assign(Expression.Field(target, field), newValue);
        return Expression.Lambda<Action<TRow, TValue>>(assignment, target, newValue).Compile();
    }
}
