using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Knows which C# type, with which attribute, stands for which column type that is not built in.</summary>
public static class DataViewTypeManager
{
    private static readonly HashSet<Type> s_builtIn = new()
    {
        typeof(bool), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(float), typeof(double), typeof(string), typeof(ReadOnlySpan<char>), typeof(ReadOnlyMemory<char>), typeof(VBuffer<>),
        typeof(Nullable<>), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DataViewRowId),
    };

    private static readonly object s_lock = new();
    private static readonly Dictionary<MarkedType, DataViewType> s_columnTypes = new();
    private static readonly Dictionary<DataViewType, MarkedType> s_rawTypes = new();

    [Obsolete("This API is deprecated, please use the new form of Register which takes in a single DataViewTypeAttribute instead.", false)]
    public static void Register(DataViewType dataViewType, Type type, IEnumerable<Attribute> typeAttributes)
    {
        Attribute[] attributes = typeAttributes?.ToArray() ?? Array.Empty<Attribute>();
        if (attributes.Length > 1)
        {
            throw Contracts.ExceptParam(nameof(type), $"Type {type} has too many attributes.");
        }

        if (attributes.Length == 1 && attributes[0] is not DataViewTypeAttribute)
        {
            throw Contracts.ExceptParam(nameof(type), $"Type {type} has an attribute that is not of DataViewTypeAttribute.");
        }

        Register(dataViewType, type, attributes.Length == 1 ? (DataViewTypeAttribute)attributes[0] : null);
    }

    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute typeAttribute = null)
    {
        if (s_builtIn.Contains(type))
        {
            throw Contracts.ExceptParam(nameof(type), $"Type {type} is one of ML.NET's own types and cannot be registered again.");
        }

        var marked = new MarkedType(type, typeAttribute);
        lock (s_lock)
        {
            bool knowsRaw = s_columnTypes.TryGetValue(marked, out DataViewType columnType);
            bool knowsColumn = s_rawTypes.TryGetValue(dataViewType, out MarkedType rawType);
            if (knowsRaw && !columnType.Equals(dataViewType))
            {
                throw Contracts.ExceptParam(nameof(type),
                    $"Repeated type register. The raw type {type} has been associated with {columnType} so it cannot be associated with "
                    + $"{dataViewType}.");
            }

            if (knowsColumn && rawType != marked)
            {
                throw Contracts.ExceptParam(nameof(dataViewType),
                    $"Repeated type register. The DataView type {dataViewType} has been associated with {rawType.Type} so it cannot be "
                    + $"associated with {type}.");
            }

            s_columnTypes[marked] = dataViewType;
            s_rawTypes[dataViewType] = marked;
        }
    }

    internal static bool Knows(Type type, IEnumerable<Attribute> typeAttributes = null) => Find(type, typeAttributes) is not null;

    internal static bool Knows(DataViewType dataViewType)
    {
        lock (s_lock)
        {
            return s_rawTypes.ContainsKey(dataViewType);
        }
    }

    internal static DataViewType GetDataViewType(Type type, IEnumerable<Attribute> typeAttributes = null) => Find(type, typeAttributes)
        ?? throw Contracts.ExceptParam(nameof(type), $"The raw type {type} is not registered with a DataView type.");

    private static DataViewType Find(Type type, IEnumerable<Attribute> attributes)
    {
        DataViewTypeAttribute[] marks = attributes?.OfType<DataViewTypeAttribute>().ToArray() ?? Array.Empty<DataViewTypeAttribute>();
        if (marks.Length > 1)
        {
            throw Contracts.ExceptParam(nameof(type),
                $"Type {type.Name} cannot be marked with multiple attributes derived from {typeof(DataViewTypeAttribute)}.");
        }

        lock (s_lock)
        {
            return s_columnTypes.GetValueOrDefault(new MarkedType(type, marks.FirstOrDefault()));
        }
    }

    private readonly record struct MarkedType(Type Type, DataViewTypeAttribute Mark);
}
