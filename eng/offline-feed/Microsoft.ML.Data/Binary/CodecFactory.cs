using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>Finds the codec of a column type, and of a definition in a file.</summary>
internal static class CodecFactory
{
    public const string VectorCodecName = "VBuffer";

    private static readonly Dictionary<Type, ValueCodec> s_simple = new ValueCodec[]
    {
        Fixed<sbyte>(NumberDataViewType.SByte, (writer, value) => writer.Write(value), reader => reader.ReadSByte()),
        Fixed<byte>(NumberDataViewType.Byte, (writer, value) => writer.Write(value), reader => reader.ReadByte()),
        Fixed<short>(NumberDataViewType.Int16, (writer, value) => writer.Write(value), reader => reader.ReadInt16()),
        Fixed<ushort>(NumberDataViewType.UInt16, (writer, value) => writer.Write(value), reader => reader.ReadUInt16()),
        Fixed<int>(NumberDataViewType.Int32, (writer, value) => writer.Write(value), reader => reader.ReadInt32()),
        Fixed<uint>(NumberDataViewType.UInt32, (writer, value) => writer.Write(value), reader => reader.ReadUInt32()),
        Fixed<long>(NumberDataViewType.Int64, (writer, value) => writer.Write(value), reader => reader.ReadInt64()),
        Fixed<ulong>(NumberDataViewType.UInt64, (writer, value) => writer.Write(value), reader => reader.ReadUInt64()),
        Fixed<float>(NumberDataViewType.Single, (writer, value) => writer.Write(value), reader => reader.ReadSingle()),
        Fixed<double>(NumberDataViewType.Double, (writer, value) => writer.Write(value), reader => reader.ReadDouble()),
        Fixed<TimeSpan>(
            TimeSpanDataViewType.Instance, (writer, value) => writer.Write(value.Ticks), reader => new TimeSpan(reader.ReadInt64())),
        Fixed<DateTime>(
            DateTimeDataViewType.Instance, (writer, value) => writer.Write(value.Ticks), reader => new DateTime(reader.ReadInt64())),
        Fixed<DataViewRowId>(RowIdDataViewType.Instance, WriteRowId, reader => new DataViewRowId(reader.ReadUInt64(), reader.ReadUInt64())),
        new DateTimeOffsetCodec(),
        new BooleanCodec(),
        new TextCodec(),
    }.ToDictionary(codec => codec.Type.RawType);

    public static bool TryGetCodec(DataViewType type, out ValueCodec codec)
    {
        switch (type)
        {
            case KeyDataViewType key:
                codec = Wrap(typeof(KeyCodec<>), key, s_simple[key.RawType]);
                return true;
            case VectorDataViewType vector when TryGetCodec(vector.ItemType, out ValueCodec items):
                codec = Wrap(typeof(VectorCodec<>), vector, items);
                return true;
            case VectorDataViewType:
                codec = null;
                return false;
            default:
                return s_simple.TryGetValue(type.RawType, out codec) && codec.Type.Equals(type);
        }
    }

    /// <summary>Reads a definition; false, and past it, if it names no known codec.</summary>
    public static bool TryReadDefinition(BinaryReader reader, out ValueCodec codec)
    {
        string name = reader.ReadString();
        long length = reader.Read7BitEncodedInt64();
        Contracts.CheckDecode(name.Length > 0 && length >= 0 && length <= reader.BaseStream.Length - reader.BaseStream.Position,
            "Codec type definition goes past the end of the data.");
        long end = reader.BaseStream.Position + length;
        codec = name switch
        {
            KeyCodec<uint>.CodecName => ReadKey(reader),
            VectorCodecName => ReadVector(reader),
            _ => s_simple.Values.FirstOrDefault(simple => simple.Name == name),
        };
        Contracts.CheckDecode(codec is null || reader.BaseStream.Position == end, "Codec type definition has another length than it says.");
        reader.BaseStream.Position = end;
        return codec is not null;
    }

    private static ValueCodec ReadKey(BinaryReader reader)
    {
        if (!TryReadDefinition(reader, out ValueCodec numbers))
        {
            return null;
        }

        Contracts.CheckDecode(KeyDataViewType.IsValidDataType(numbers.Type.RawType));
        ulong count = reader.ReadUInt64();
        Contracts.CheckDecode(count > 0);
        return Wrap(typeof(KeyCodec<>), new KeyDataViewType(numbers.Type.RawType, count), numbers);
    }

    private static ValueCodec ReadVector(BinaryReader reader)
    {
        if (!TryReadDefinition(reader, out ValueCodec items))
        {
            return null;
        }

        var itemType = items.Type as PrimitiveDataViewType;
        int rank = reader.ReadInt32();
        Contracts.CheckDecode(itemType is not null && rank >= 0 && rank <= reader.BaseStream.Length / sizeof(int));
        int[] dimensions = Enumerable.Range(0, rank).Select(_ => reader.ReadInt32()).ToArray();
        Contracts.CheckDecode(Array.TrueForAll(dimensions, dimension => dimension >= 0));
        return Wrap(
            typeof(VectorCodec<>), rank == 0 ? new VectorDataViewType(itemType) : new VectorDataViewType(itemType, dimensions), items);
    }

    private static ValueCodec Wrap(Type open, DataViewType type, ValueCodec inner)
        => (ValueCodec)Activator.CreateInstance(open.MakeGenericType(inner.Type.RawType), type, inner);

    private static FixedSizeCodec<T> Fixed<T>(DataViewType type, Action<BinaryWriter, T> write, Func<BinaryReader, T> read)
        => new(typeof(T).Name, type, write, read);

    private static void WriteRowId(BinaryWriter writer, DataViewRowId id)
    {
        writer.Write(id.Low);
        writer.Write(id.High);
    }
}
