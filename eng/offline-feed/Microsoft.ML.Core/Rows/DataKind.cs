using System;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data
{
    /// <summary>The item types of columns that are read from text or declared by users.</summary>
    public enum DataKind : byte
    {
        SByte = 1,
        Byte = 2,
        Int16 = 3,
        UInt16 = 4,
        Int32 = 5,
        UInt32 = 6,
        Int64 = 7,
        UInt64 = 8,
        Single = 9,
        Double = 10,
        String = 11,
        Boolean = 12,
        TimeSpan = 13,
        DateTime = 14,
        DateTimeOffset = 15,
    }

    /// <summary>The same and row ids. The numbers stand in models.</summary>
    internal enum InternalDataKind : byte
    {
        I1 = DataKind.SByte,
        U1 = DataKind.Byte,
        I2 = DataKind.Int16,
        U2 = DataKind.UInt16,
        I4 = DataKind.Int32,
        U4 = DataKind.UInt32,
        I8 = DataKind.Int64,
        U8 = DataKind.UInt64,
        R4 = DataKind.Single,
        R8 = DataKind.Double,
        TX = DataKind.String,
        BL = DataKind.Boolean,
        TS = DataKind.TimeSpan,
        DT = DataKind.DateTime,
        DZ = DataKind.DateTimeOffset,
        UG = 16,
    }

    internal static class InternalDataKindExtensions
    {
        // By kind; kinds begin at 1.
        private static readonly Type[] s_types =
        [
            null, typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
            typeof(float), typeof(double), typeof(ReadOnlyMemory<char>), typeof(bool), typeof(TimeSpan), typeof(DateTime),
            typeof(DateTimeOffset), typeof(DataViewRowId),
        ];

        public static InternalDataKind ToInternalDataKind(this DataKind dataKind) => (InternalDataKind)dataKind;

        public static DataKind ToDataKind(this InternalDataKind kind)
        {
            Contracts.Check(kind != InternalDataKind.UG);
            return (DataKind)kind;
        }

        public static Type ToType(this InternalDataKind kind) => (int)kind < s_types.Length ? s_types[(int)kind] : null;

        public static bool TryGetDataKind(this Type type, out InternalDataKind kind)
        {
            int found = type == typeof(string) ? (int)InternalDataKind.TX : Array.IndexOf(s_types, type, 1);
            kind = found > 0 ? (InternalDataKind)found : default;
            return found > 0;
        }

        public static string GetString(this InternalDataKind kind) => Enum.GetName(kind) ?? "";
    }
}
