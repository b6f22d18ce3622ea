using System;
using System.Collections.Generic;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data
{
    internal static class ColumnTypeExtensions
    {
        public static bool IsStandardScalar(this DataViewType columnType) => columnType
            is NumberDataViewType or TextDataViewType or BooleanDataViewType or RowIdDataViewType
            or TimeSpanDataViewType or DateTimeDataViewType or DateTimeOffsetDataViewType;

        /// <summary>The count of a key type, 0 for others.</summary>
        public static ulong GetKeyCount(this DataViewType columnType) => (columnType as KeyDataViewType)?.Count ?? 0;

        public static int GetKeyCountAsInt32(this DataViewType columnType, IExceptionContext ectx = null)
        {
            ulong count = columnType.GetKeyCount();
            ectx.Check(count <= int.MaxValue, "KeyDataViewType.Count exceeds int.MaxValue.");
            return (int)count;
        }

        public static DataViewType GetItemType(this DataViewType columnType) => (columnType as VectorDataViewType)?.ItemType ?? columnType;

        /// <summary>The size of a vector, 0 for scalars.</summary>
        public static int GetVectorSize(this DataViewType columnType) => (columnType as VectorDataViewType)?.Size ?? 0;

        /// <summary>The number of values, 1 for scalars and 0 for vectors of variable size.</summary>
        public static int GetValueCount(this DataViewType columnType) => (columnType as VectorDataViewType)?.Size ?? 1;

        public static bool IsKnownSizeVector(this DataViewType columnType) => columnType.GetVectorSize() > 0;

        public static InternalDataKind GetRawKind(this DataViewType columnType)
        {
            columnType.RawType.TryGetDataKind(out InternalDataKind kind);
            return kind;
        }

        /// <summary>Equality that takes no notice of how a vector is divided into dimensions.</summary>
        public static bool SameSizeAndItemType(this DataViewType columnType, DataViewType other) =>
            columnType is VectorDataViewType mine && other is VectorDataViewType theirs
                ? mine.ItemType.Equals(theirs.ItemType) && mine.Size == theirs.Size
                : other is not null && columnType.Equals(other);

        public static PrimitiveDataViewType PrimitiveTypeFromType(Type type) => type.TryGetDataKind(out InternalDataKind kind)
            ? PrimitiveTypeFromKind(kind)
            : throw new InvalidOperationException($"There is no primitive column type for {type}.");

        public static PrimitiveDataViewType PrimitiveTypeFromKind(InternalDataKind kind) => kind switch
        {
            InternalDataKind.I1 => NumberDataViewType.SByte,
            InternalDataKind.U1 => NumberDataViewType.Byte,
            InternalDataKind.I2 => NumberDataViewType.Int16,
            InternalDataKind.U2 => NumberDataViewType.UInt16,
            InternalDataKind.I4 => NumberDataViewType.Int32,
            InternalDataKind.U4 => NumberDataViewType.UInt32,
            InternalDataKind.I8 => NumberDataViewType.Int64,
            InternalDataKind.U8 => NumberDataViewType.UInt64,
            InternalDataKind.R4 => NumberDataViewType.Single,
            InternalDataKind.R8 => NumberDataViewType.Double,
            InternalDataKind.TX => TextDataViewType.Instance,
            InternalDataKind.BL => BooleanDataViewType.Instance,
            InternalDataKind.TS => TimeSpanDataViewType.Instance,
            InternalDataKind.DT => DateTimeDataViewType.Instance,
            InternalDataKind.DZ => DateTimeOffsetDataViewType.Instance,
            InternalDataKind.UG => RowIdDataViewType.Instance,
            _ => throw new InvalidOperationException($"There is no column type of kind {kind}."),
        };

        public static NumberDataViewType NumberTypeFromType(Type type) =>
            type.TryGetDataKind(out InternalDataKind kind) && kind <= InternalDataKind.R8
                ? (NumberDataViewType)PrimitiveTypeFromKind(kind)
                : throw new InvalidOperationException($"There is no number type for {type}.");
    }

    internal static class SchemaExtensions
    {
        public static DataViewSchema MakeSchema(IEnumerable<DataViewSchema.DetachedColumn> columns)
        {
            var builder = new DataViewSchema.Builder();
            builder.AddColumns(columns);
            return builder.ToSchema();
        }

        public static bool TryGetColumnIndex(this DataViewSchema schema, string name, out int col)
        {
            col = schema.GetColumnOrNull(name)?.Index ?? -1;
            return col >= 0;
        }
    }
}
