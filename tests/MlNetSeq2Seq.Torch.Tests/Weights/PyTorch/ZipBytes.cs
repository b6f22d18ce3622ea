using System.Buffers.Binary;
using System.Text;

namespace MlNetSeq2Seq.Tests.Weights.PyTorch;

/// <summary>A zip of stored entries, byte by byte, so that a test can make any of them wrong.</summary>
internal sealed class ZipBytes
{
    private readonly List<Entry> _entries = [];

    /// <summary>Adds an entry; what differs from an honest one is said by name.</summary>
    public ZipBytes Add(string name, byte[] content, ushort method = 0, ushort flags = 0, uint? size = null, uint? stored = null, uint? place = null, bool hidden = false)
    {
        _entries.Add(new Entry(name, content, method, flags, size, stored, place, hidden));
        return this;
    }

    public byte[] ToArray(ushort? count = null, uint? directoryStart = null, uint? directoryLength = null, bool zip64 = false)
    {
        using var zip = new MemoryStream();
        List<byte[]> directory = [];
        foreach (Entry entry in _entries)
        {
            uint place = (uint)zip.Length;
            byte[] name = Encoding.UTF8.GetBytes(entry.Name);
            byte[] local = new byte[30];
            "PK\u0003\u0004"u8.CopyTo(local);
            BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(26), (ushort)name.Length);
            zip.Write([.. local, .. name, .. entry.Content]);
            byte[] central = new byte[46];
            "PK\u0001\u0002"u8.CopyTo(central);
            BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(8), entry.Flags);
            BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(10), entry.Method);
            BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(20), zip64 ? uint.MaxValue : entry.Stored ?? (uint)entry.Content.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(24), zip64 ? uint.MaxValue : entry.Size ?? (uint)entry.Content.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(28), (ushort)name.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(30), (ushort)(zip64 ? 28 : 0));
            BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(42), zip64 ? uint.MaxValue : entry.Place ?? place);
            byte[] extra = zip64 ? [1, 0, 24, 0, .. Long(entry.Content.Length), .. Long(entry.Content.Length), .. Long(place)] : [];
            if (!entry.Hidden)
            {
                directory.Add([.. central, .. name, .. extra]);
            }
        }

        byte[] whole = [.. directory.SelectMany(bytes => bytes)];
        long start = zip.Length;
        zip.Write(whole);
        byte[] end = new byte[22];
        "PK\u0005\u0006"u8.CopyTo(end);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), zip64 ? ushort.MaxValue : count ?? (ushort)directory.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), zip64 ? ushort.MaxValue : count ?? (ushort)directory.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), zip64 ? uint.MaxValue : directoryLength ?? (uint)whole.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), zip64 ? uint.MaxValue : directoryStart ?? (uint)start);
        if (zip64)
        {
            long place = zip.Length;
            zip.Write([.. "PK\u0006\u0006"u8, .. Long(44), .. new byte[12], .. Long(directory.Count), .. Long(directory.Count), .. Long(whole.Length), .. Long(start)]);
            zip.Write([.. "PK\u0006\u0007"u8, .. new byte[4], .. Long(place), .. new byte[4]]);
        }

        zip.Write(end);
        return zip.ToArray();
    }

    private static byte[] Long(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private sealed record Entry(string Name, byte[] Content, ushort Method, ushort Flags, uint? Size, uint? Stored, uint? Place, bool Hidden);
}
