using System.Buffers.Binary;
using System.Text;

namespace MlNetSeq2Seq.Weights.PyTorch;

/// <summary>
/// The table of contents of a zip whose entries are not compressed: where each lies in the file. Source: PKWARE, APPNOTE.TXT 6.3, sections
/// 4.3 and 4.5.3.
/// </summary>
/// <remarks>
/// Not System.IO.Compression: its entries are streams of a length that an attacker chooses and may overlap; here every entry is a range of
/// the file that is its alone, so nothing can be larger than the file, and the ranges can be mapped.
/// </remarks>
internal sealed class StoredZip
{
    private const int EndLength = 22;
    private const int End64Length = 56;
    private const int Locator64Length = 20;
    private const int DirectoryEntryLength = 46;
    private const int LocalHeaderLength = 30;
    private const int MaximumDirectory = 1 << 26;
    private const uint Huge = uint.MaxValue;

    private readonly MappedFile _file;
    private readonly Dictionary<string, (long Start, long Length)> _entries = new(StringComparer.Ordinal);

    /// <summary>Reads the table of contents.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or an entry is compressed, encrypted or overlaps another.</exception>
    public StoredZip(MappedFile file)
    {
        _file = file;
        (long start, long length, long count) = FindDirectory();
        if (start < 0 || length < 0 || start > file.Length || length > Math.Min(file.Length - start, MaximumDirectory))
        {
            throw Damaged($"its directory of {length} bytes at {start} does not lie in its {file.Length} bytes");
        }

        ReadDirectory(file.Read(start, (int)length), count, start);
    }

    /// <summary>The names of the entries.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>The range of an entry in the file.</summary>
    public bool TryGet(string name, out (long Start, long Length) range) => _entries.TryGetValue(name, out range);

    private (long Start, long Length, long Count) FindDirectory()
    {
        // The record at the end is followed by a comment of at most 65,535 bytes.
        int tailLength = (int)Math.Min(_file.Length, EndLength + ushort.MaxValue);
        byte[] tail = _file.Read(_file.Length - tailLength, tailLength);
        for (int i = tailLength - EndLength; i >= 0; i--)
        {
            ReadOnlySpan<byte> end = tail.AsSpan(i);
            if (end.StartsWith("PK\u0005\u0006"u8) && i + EndLength + U16(end, 20) == tailLength)
            {
                return U16(end, 8) == ushort.MaxValue || U32(end, 12) == Huge || U32(end, 16) == Huge
                    ? ReadEnd64(_file.Length - tailLength + i)
                    : (U32(end, 16), U32(end, 12), U16(end, 8));
            }
        }

        throw Damaged("it does not end as a zip does, so it is cut off");
    }

    private (long Start, long Length, long Count) ReadEnd64(long end)
    {
        if (end < Locator64Length)
        {
            throw Damaged("the locator of its zip64 directory is missing");
        }

        ReadOnlySpan<byte> locator = _file.Read(end - Locator64Length, Locator64Length);
        long start = locator.StartsWith("PK\u0006\u0007"u8) ? I64(locator, 8) : -1;
        if (start < 0 || start > end - Locator64Length - End64Length)
        {
            throw Damaged("the locator of its zip64 directory is wrong");
        }

        ReadOnlySpan<byte> record = _file.Read(start, End64Length);
        return record.StartsWith("PK\u0006\u0006"u8)
            ? (I64(record, 48), I64(record, 40), I64(record, 24))
            : throw Damaged("the end of its zip64 directory is wrong");
    }

    private void ReadDirectory(ReadOnlySpan<byte> directory, long count, long dataEnd)
    {
        var used = new List<(long Start, long End, string Name)>();
        while (!directory.IsEmpty)
        {
            if (directory.Length < DirectoryEntryLength || !directory.StartsWith("PK\u0001\u0002"u8))
            {
                throw Damaged("its directory holds what is no entry");
            }

            int nameLength = U16(directory, 28);
            int extraLength = U16(directory, 30);
            int length = DirectoryEntryLength + nameLength + extraLength + U16(directory, 32);
            if (length > directory.Length)
            {
                throw Damaged("its directory is cut off");
            }

            ReadOnlySpan<byte> nameBytes = directory.Slice(DirectoryEntryLength, nameLength);
            string name = Encoding.UTF8.GetString(nameBytes);
            (long size, long stored, long header) = Sizes(directory, directory.Slice(DirectoryEntryLength + nameLength, extraLength), name);
            if ((U16(directory, 8) & 1) != 0 || U16(directory, 10) != 0 || size != stored)
            {
                throw Damaged($"its entry '{name}' is compressed or encrypted, which PyTorch does to none");
            }

            long start = DataStart(header, nameBytes, name, dataEnd);
            if (size < 0 || size > dataEnd - start)
            {
                throw Damaged($"its entry '{name}' of {size} bytes does not end before the directory");
            }

            if (!_entries.TryAdd(name, (start, size)))
            {
                throw Damaged($"it has the entry '{name}' twice");
            }

            used.Add((header, start + size, name));
            directory = directory[length..];
        }

        if (used.Count != count)
        {
            throw Damaged($"its directory holds {used.Count} entries, but {count} are announced");
        }

        used.Sort();
        for (int i = 1; i < used.Count; i++)
        {
            if (used[i].Start < used[i - 1].End)
            {
                throw Damaged($"its entries '{used[i - 1].Name}' and '{used[i].Name}' overlap");
            }
        }
    }

    // Sizes and places of 4 GB and more stand in a zip64 field, in this order, each only where its 32 bits are full.
    private (long Size, long Stored, long Header) Sizes(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra, string name)
    {
        long[] values = [U32(entry, 24), U32(entry, 20), U32(entry, 42)];
        if (!values.Contains(Huge))
        {
            return (values[0], values[1], values[2]);
        }

        while (extra.Length >= 4)
        {
            int length = Math.Min(U16(extra, 2), extra.Length - 4);
            if (U16(extra, 0) == 1)
            {
                ReadOnlySpan<byte> field = extra.Slice(4, length);
                for (int i = 0; i < values.Length && field.Length >= sizeof(long); i++)
                {
                    if (values[i] == Huge)
                    {
                        values[i] = I64(field, 0);
                        field = field[sizeof(long)..];
                    }
                }

                return (values[0], values[1], values[2]);
            }

            extra = extra[(4 + length)..];
        }

        throw Damaged($"its entry '{name}' lacks the zip64 field with its size");
    }

    private long DataStart(long header, ReadOnlySpan<byte> name, string shownName, long dataEnd)
    {
        if (header >= 0 && header <= dataEnd - LocalHeaderLength - name.Length)
        {
            ReadOnlySpan<byte> local = _file.Read(header, LocalHeaderLength + name.Length);
            long start = header + LocalHeaderLength + U16(local, 26) + U16(local, 28);
            bool isSame = U16(local, 26) == name.Length && local[LocalHeaderLength..].SequenceEqual(name);
            if (local.StartsWith("PK\u0003\u0004"u8) && isSame && start <= dataEnd)
            {
                return start;
            }
        }

        throw Damaged($"its entry '{shownName}' is not where the directory says");
    }

    private InvalidDataException Damaged(string how) => new($"'{_file.Path}' is no weights file of PyTorch: {how}.");

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
