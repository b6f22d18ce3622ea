using System;
using Microsoft.ML.Data;

namespace Microsoft.Data.Analysis;

internal static class DataViewTypes
{
    /// <summary>The type under which an IDataView shows values of a .NET type.</summary>
    public static PrimitiveDataViewType Of(Type type) => type switch
    {
        _ when type == typeof(bool) => BooleanDataViewType.Instance,
        _ when type == typeof(byte) => NumberDataViewType.Byte,
        _ when type == typeof(double) => NumberDataViewType.Double,
        _ when type == typeof(float) => NumberDataViewType.Single,
        _ when type == typeof(int) => NumberDataViewType.Int32,
        _ when type == typeof(long) => NumberDataViewType.Int64,
        _ when type == typeof(sbyte) => NumberDataViewType.SByte,
        _ when type == typeof(short) => NumberDataViewType.Int16,
        _ when type == typeof(uint) => NumberDataViewType.UInt32,
        _ when type == typeof(ulong) => NumberDataViewType.UInt64,
        _ when type == typeof(ushort) => NumberDataViewType.UInt16,
        _ when type == typeof(DateTime) => DateTimeDataViewType.Instance,
        _ when type == typeof(ReadOnlyMemory<char>) => TextDataViewType.Instance,

        // An IDataView knows neither of these.
        _ when type == typeof(char) => NumberDataViewType.UInt16,
        _ when type == typeof(decimal) => NumberDataViewType.Double,
        _ => throw new NotSupportedException($"An IDataView has no type for {type}."),
    };
}
