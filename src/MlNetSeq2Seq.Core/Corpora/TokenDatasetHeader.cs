using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MlNetSeq2Seq.Corpora;

/// <summary>The first 128 bytes of a file of a token dataset: what it holds, and so where everything stands.</summary>
/// <remarks>
/// Little-endian. After the header: the ids of all tokens in 2 or 4 bytes each; a bit for each token that begins a word, from the lowest
/// bit of 64-bit numbers; for each sentence its first token, counted from its document, in 4 bytes; for each document, and for the end,
/// its first token and its first sentence in 8 bytes each. Every section begins at a multiple of 8.
/// </remarks>
internal sealed record TokenDatasetHeader(
    int IdSize, long Documents, long Sentences, long Tokens, int VocabularySize, int Shard, int Shards, byte[] Vocabulary, byte[] Origin)
{
    internal const int Size = 128;
    internal const int FingerprintSize = 32;
    internal const int DocumentSize = 16;
    internal const int SentenceSize = 4;

    private const int Version = 1;
    private const int ChecksumSize = 8;

    private static ReadOnlySpan<byte> Magic => "S2STOKEN"u8;

    internal static long IdsAt => Size;

    internal long WordsAt => Aligned(IdsAt + (Tokens * IdSize));

    internal long SentencesAt => WordsAt + ((Tokens + 63) / 64 * 8);

    internal long DocumentsAt => Aligned(SentencesAt + (Sentences * SentenceSize));

    internal long FileLength => DocumentsAt + ((Documents + 1) * DocumentSize);

    internal static long Aligned(long position) => (position + 7) / 8 * 8;

    /// <summary>Ids of a small vocabulary take half the room.</summary>
    internal static int IdSizeFor(int vocabularySize) => vocabularySize <= ushort.MaxValue + 1 ? sizeof(ushort) : sizeof(int);

    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), IdSize);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Documents);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Sentences);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), Tokens);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), VocabularySize);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(44), Shard);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(48), Shards);
        Vocabulary.CopyTo(bytes, 56);
        Origin.CopyTo(bytes, 56 + FingerprintSize);
        Checksum(bytes).CopyTo(bytes, Size - ChecksumSize);
        return bytes;
    }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="bytes">The first bytes of the file, as many as it has up to <see cref="Size"/>.</param>
    /// <param name="length">The length of the file.</param>
    /// <param name="path">The file, for messages.</param>
    internal static TokenDatasetHeader Read(ReadOnlySpan<byte> bytes, long length, string path)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Magic))
        {
            throw new InvalidDataException($"'{path}' is no file of a token dataset; PrepareCorpus makes them.");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (version != Version)
        {
            throw new InvalidDataException($"'{path}' is a token dataset of version {version}, but this version of MlNetSeq2Seq reads version {Version}.");
        }

        TokenDatasetHeader header = new(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[44..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[48..]),
            bytes.Slice(56, FingerprintSize).ToArray(),
            bytes.Slice(56 + FingerprintSize, FingerprintSize).ToArray());
        if (!Checksum(bytes).AsSpan().SequenceEqual(bytes[(Size - ChecksumSize)..Size]) || !header.IsConsistent(length))
        {
            throw new InvalidDataException($"The token dataset '{path}' has a damaged header.");
        }

        return header.FileLength == length
            ? header
            : throw new InvalidDataException($"The token dataset '{path}' has {length} bytes, but its header says {header.FileLength}: it is cut off or damaged.");
    }

    // A count beyond the length of the file cannot be true, and below it nothing overflows.
    private bool IsConsistent(long length) =>
        IdSize == IdSizeFor(VocabularySize) && VocabularySize > 0 && Documents >= 0 && Sentences >= 0 && Tokens >= 0
        && Shards > 0 && Shard >= 0 && Shard < Shards
        && Documents <= Tokens && Sentences <= Tokens && Tokens < long.MaxValue / 64 && (Documents == 0 || Sentences >= Documents)
        && length >= Size;

    private static byte[] Checksum(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes[..(Size - ChecksumSize)])[..ChecksumSize];
}
