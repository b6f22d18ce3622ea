using System.IO;
using System.IO.Compression;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>How a block is compressed.</summary>
internal enum CompressionKind : byte
{
    None = 0,
    Deflate = 1,
}

internal static class Compression
{
    public static byte[] Deflate(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return compressed.ToArray();
    }

    /// <summary>Reads a block, and makes a reader of what it was before it was compressed.</summary>
    public static BinaryReader OpenBlock(BinaryReader reader, long offset, long length, CompressionKind compression)
    {
        reader.BaseStream.Position = offset;
        byte[] bytes = reader.ReadBytes(checked((int)length));
        Contracts.CheckDecode(bytes.Length == length, "A block goes past the end of the data.");
        Stream block = new MemoryStream(bytes);
        return new BinaryReader(compression == CompressionKind.Deflate ? new DeflateStream(block, CompressionMode.Decompress) : block);
    }
}
