using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace MlNetSeq2Seq.Corpora;

/// <summary>One file of a <see cref="TokenDataset"/>, mapped into memory: opening it reads its header alone.</summary>
internal sealed class TokenDatasetFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _bytes;

    private TokenDatasetFile(string path, TokenDatasetHeader header, MemoryMappedFile map)
    {
        (Path, Header, _map) = (path, header, map);
        _bytes = map.CreateViewAccessor(0, header.FileLength, MemoryMappedFileAccess.Read);
    }

    internal string Path { get; }

    internal TokenDatasetHeader Header { get; }

    public void Dispose()
    {
        _bytes.Dispose();
        _map.Dispose();
    }

    internal static TokenDatasetHeader ReadHeader(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return ReadHeader(stream, path);
    }

    internal static TokenDatasetFile Open(string path)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        MemoryMappedFile? map = null;
        try
        {
            TokenDatasetHeader header = ReadHeader(stream, path);
            map = MemoryMappedFile.CreateFromFile(stream, mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            return new TokenDatasetFile(path, header, map);
        }
        catch
        {
            map?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a document. Safe for several threads at once.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    internal TokenDocument Read(long index)
    {
        byte[] bytes = Bytes(Header.DocumentsAt + (index * TokenDatasetHeader.DocumentSize), 2 * TokenDatasetHeader.DocumentSize);
        (long firstToken, long firstSentence) = (Int64(bytes, 0), Int64(bytes, 8));
        (long endToken, long endSentence) = (Int64(bytes, 16), Int64(bytes, 24));
        if (firstToken < 0 || endToken <= firstToken || endToken > Header.Tokens || endToken - firstToken > Array.MaxLength / sizeof(int)
            || firstSentence < 0 || endSentence <= firstSentence || endSentence > Header.Sentences
            || endSentence - firstSentence > endToken - firstToken)
        {
            throw Damaged(index);
        }

        int length = (int)(endToken - firstToken);
        int[] sentences = Sentences(firstSentence, (int)(endSentence - firstSentence));
        for (int i = 0; i < sentences.Length; i++)
        {
            if (i == 0 ? sentences[0] != 0 : sentences[i] <= sentences[i - 1] || sentences[i] >= length)
            {
                throw Damaged(index);
            }
        }

        return new TokenDocument(Ids(index, firstToken, length), Words(firstToken, length), sentences);
    }

    private static TokenDatasetHeader ReadHeader(FileStream stream, string path)
    {
        byte[] bytes = new byte[TokenDatasetHeader.Size];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return TokenDatasetHeader.Read(bytes.AsSpan(0, read), stream.Length, path);
    }

    private static long Int64(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));

    private int[] Ids(long index, long first, int length)
    {
        byte[] bytes = Bytes(TokenDatasetHeader.IdsAt + (first * Header.IdSize), length * Header.IdSize);
        int[] ids = new int[length];
        for (int i = 0; i < length; i++)
        {
            ids[i] = Header.IdSize == sizeof(ushort)
                ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(i * sizeof(ushort)))
                : BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i * sizeof(int)));
            if (ids[i] < 0 || ids[i] >= Header.VocabularySize)
            {
                throw Damaged(index);
            }
        }

        return ids;
    }

    private int[] Words(long first, int length)
    {
        // In little-endian order the bits of the 64-bit numbers are those of their bytes, one after the other.
        long firstByte = first / 8;
        byte[] bytes = Bytes(Header.WordsAt + firstByte, (int)(((first + length - 1) / 8) - firstByte + 1));
        int[] words = new int[length];
        int shift = (int)(first % 8);
        for (int i = 1; i < length; i++)
        {
            int bit = shift + i;
            words[i] = words[i - 1] + ((bytes[bit / 8] >> (bit % 8)) & 1);
        }

        return words;
    }

    private int[] Sentences(long first, int count)
    {
        byte[] bytes = Bytes(Header.SentencesAt + (first * TokenDatasetHeader.SentenceSize), count * TokenDatasetHeader.SentenceSize);
        int[] starts = new int[count];
        for (int i = 0; i < count; i++)
        {
            starts[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i * TokenDatasetHeader.SentenceSize));
        }

        return starts;
    }

    private byte[] Bytes(long position, int count)
    {
        byte[] bytes = new byte[count];
        _bytes.ReadArray(position, bytes, 0, count);
        return bytes;
    }

    private InvalidDataException Damaged(long index) => new($"The token dataset '{Path}' is damaged at its document {index}.");
}
