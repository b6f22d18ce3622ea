using System;
using System.IO;

namespace TorchSharp.Utils;

/// <summary>Whole numbers in as few bytes as they need: seven bits each, the lowest first, the top bit says that more follow.</summary>
internal static class LEB128Codec
{
    internal static void Encode(this BinaryWriter writer, long value)
    {
        if (value < 0)
        {
            throw new NotSupportedException($"A LEB128 number must not be negative, but {value} was to be written.");
        }

        writer.Write7BitEncodedInt64(value);
    }

    internal static long Decode(this BinaryReader reader) => reader.Read7BitEncodedInt64();
}
