using System.IO;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>The first 256 bytes of a binary view: what it is, and where to find the rest.</summary>
internal readonly record struct BinaryHeader(long TableOfContentsOffset, long TailOffset, long RowCount, int ColumnCount)
{
    public const int Size = 256;

    /// <summary>The last eight bytes: those of the signature, in the other order.</summary>
    public const ulong TailSignature = 0x434D4C0044564200;

    private const ulong Signature = 0x00425644004C4D43; // "CML\0DVB\0"
    private const ulong Version = 0x0001000100010006;
    private const ulong OldestReadable = 0x0001000100010004;

    public void Write(BinaryWriter writer)
    {
        writer.Write(Signature);
        writer.Write(Version);
        writer.Write(Version); // the oldest reader that can read it
        writer.Write(TableOfContentsOffset);
        writer.Write(TailOffset);
        writer.Write(RowCount);
        writer.Write(ColumnCount);
    }

    public static BinaryHeader Read(IExceptionContext ectx, BinaryReader reader)
    {
        Stream stream = reader.BaseStream;
        ectx.CheckDecode(stream.Length >= Size + sizeof(ulong), "Stream too short to be a binary dataview");
        ectx.CheckDecode(reader.ReadUInt64() == Signature, "This does not appear to be a binary dataview file");
        ulong version = reader.ReadUInt64();
        ulong compatible = reader.ReadUInt64();
        ectx.CheckDecode(compatible <= version, "A binary dataview cannot be compatible with newer versions than its own");
        ectx.Check(compatible is >= OldestReadable and <= Version, $"Cannot read a binary dataview of version {compatible:X}");
        var header = new BinaryHeader(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
        ectx.CheckDecode(header.RowCount >= 0, "Row count cannot be negative");
        ectx.CheckDecode(header.ColumnCount >= 0, "Column count cannot be negative");
        ectx.CheckDecode(header.IsInside(header.TailOffset, stream.Length - sizeof(ulong)), "Tail offset out of range");
        ectx.CheckDecode(header.ColumnCount == 0 || header.IsInside(header.TableOfContentsOffset, header.TailOffset),
            "Table of contents offset out of range");
        stream.Position = header.TailOffset;
        ectx.CheckDecode(reader.ReadUInt64() == TailSignature, "Incorrect tail signature");
        return header;
    }

    public bool IsInside(long offset, long end) => offset >= Size && offset <= end;
}
