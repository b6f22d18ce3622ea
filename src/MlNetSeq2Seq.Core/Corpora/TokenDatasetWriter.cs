using System.Buffers.Binary;
using System.Security.Cryptography;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Corpora;

/// <summary>
/// Writes a file of a <see cref="TokenDataset"/> in one go, in memory that does not grow with it: aside, under its name with ".part",
/// and renamed by <see cref="Complete"/>. Not safe for several threads at once.
/// </summary>
public sealed class TokenDatasetWriter : IDisposable
{
    private const int BufferSize = 1 << 16;
    private const int IdsAtOnce = 256;
    private const int WordBits = 64;
    private const string PartExtension = ".part";

    private readonly string _path;
    private readonly int _vocabularySize;
    private readonly byte[] _vocabulary;
    private readonly byte[] _origin;
    private readonly int _shard;
    private readonly int _shards;
    private readonly int _idSize;
    private readonly FileStream _file;
    private readonly FileStream _words;
    private readonly FileStream _sentences;
    private readonly FileStream _documents;
    private ulong _wordBits;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The file that there will be; its folder is made.</param>
    /// <param name="vocabulary">The vocabulary of the ids.</param>
    /// <exception cref="IOException">It cannot be written, for example because another process writes the same file.</exception>
    public TokenDatasetWriter(string path, Vocabulary vocabulary)
        : this(path, vocabulary, shard: 0, shards: 1, new byte[TokenDatasetHeader.FingerprintSize])
    {
    }

    internal TokenDatasetWriter(string path, Vocabulary vocabulary, int shard, int shards, byte[] origin)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(vocabulary);
        _path = Path.GetFullPath(path);
        (_vocabularySize, _vocabulary, _shard, _shards, _origin) = (vocabulary.Count, FingerprintOf(vocabulary), shard, shards, origin);
        _idSize = TokenDatasetHeader.IdSizeFor(_vocabularySize);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);

        // Nobody else may open it, so two processes that were given the same shard cannot write into each other's file.
        _file = new FileStream(_path + PartExtension, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferSize);
        _words = Aside(".words");
        _sentences = Aside(".sentences");
        _documents = Aside(".documents");
        _file.Write(new byte[TokenDatasetHeader.Size]);
    }

    /// <summary>Documents written so far.</summary>
    public long DocumentCount { get; private set; }

    /// <summary>Sentences written so far.</summary>
    public long SentenceCount { get; private set; }

    /// <summary>Tokens written so far.</summary>
    public long TokenCount { get; private set; }

    /// <summary>Writes a document.</summary>
    /// <param name="document">The document, of at least one token.</param>
    /// <exception cref="ArgumentException">It is empty, the vocabulary lacks one of its ids, or its parts do not fit together.</exception>
    public void Append(TokenDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        Check(document);
        Append(document.Ids, document.Words, document.SentenceStarts);
    }

    /// <summary>Ends the file and gives it its name; without this, disposing throws it away.</summary>
    /// <exception cref="IOException">It cannot be written; a file that had the name is untouched.</exception>
    /// <exception cref="ObjectDisposedException">It was ended or disposed before.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(!_file.CanWrite, this);
        WriteDocumentStart();
        if (TokenCount % WordBits != 0)
        {
            WriteWordBits();
        }

        TokenDatasetHeader header = new(_idSize, DocumentCount, SentenceCount, TokenCount, _vocabularySize, _shard, _shards, _vocabulary, _origin);
        AppendSection(_words, header.WordsAt);
        AppendSection(_sentences, header.SentencesAt);
        AppendSection(_documents, header.DocumentsAt);
        _file.Position = 0;
        _file.Write(header.ToBytes());
        _file.Flush(flushToDisk: true);
        Dispose(keep: true);
    }

    /// <summary>Throws the file away, where <see cref="Complete"/> has not ended it.</summary>
    public void Dispose() => Dispose(keep: false);

    /// <summary>Writes a document that is known to be right.</summary>
    internal void Append(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, ReadOnlySpan<int> sentenceStarts)
    {
        WriteDocumentStart();
        WriteIds(ids);
        WriteWordStarts(words);
        WriteSentenceStarts(sentenceStarts);
        DocumentCount++;
        SentenceCount += sentenceStarts.Length;
    }

    /// <summary>What tells a vocabulary from every other.</summary>
    internal static byte[] FingerprintOf(Vocabulary vocabulary)
    {
        using MemoryStream stream = new();
        vocabulary.Write(stream);
        return SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private void Check(TokenDocument document)
    {
        if (document.Length == 0 || document.Words.Length != document.Length)
        {
            throw new ArgumentException($"A document of a token dataset needs tokens and a word for each, but has {document.Length} and {document.Words.Length}.", nameof(document));
        }

        foreach (int id in document.Ids)
        {
            if (id < 0 || id >= _vocabularySize)
            {
                throw new ArgumentException($"A document holds the id {id}, but the vocabulary has {_vocabularySize} tokens.", nameof(document));
            }
        }

        for (int i = 0; i < Math.Max(1, document.SentenceStarts.Length); i++)
        {
            if (document.SentenceStarts.Length == 0 || document.SentenceStarts[i] >= document.Length
                || (i == 0 ? document.SentenceStarts[0] != 0 : document.SentenceStarts[i] <= document.SentenceStarts[i - 1]))
            {
                throw new ArgumentException(
                    $"The sentences of a document of {document.Length} tokens begin at 0 and rise, but these begin at {string.Join(", ", document.SentenceStarts)}.", nameof(document));
            }
        }
    }

    private void WriteIds(ReadOnlySpan<int> ids)
    {
        Span<byte> bytes = stackalloc byte[IdsAtOnce * sizeof(int)];
        while (!ids.IsEmpty)
        {
            int count = Math.Min(ids.Length, IdsAtOnce);
            for (int i = 0; i < count; i++)
            {
                if (_idSize == sizeof(ushort))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes[(i * sizeof(ushort))..], (ushort)ids[i]);
                }
                else
                {
                    BinaryPrimitives.WriteInt32LittleEndian(bytes[(i * sizeof(int))..], ids[i]);
                }
            }

            _file.Write(bytes[..(count * _idSize)]);
            ids = ids[count..];
        }
    }

    // Counts the tokens, too.
    private void WriteWordStarts(ReadOnlySpan<int> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            int bit = (int)(TokenCount % WordBits);
            _wordBits |= i == 0 || words[i] != words[i - 1] ? 1UL << bit : 0;
            TokenCount++;
            if (bit == WordBits - 1)
            {
                WriteWordBits();
            }
        }
    }

    private void WriteWordBits()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, _wordBits);
        _words.Write(bytes);
        _wordBits = 0;
    }

    private void WriteSentenceStarts(ReadOnlySpan<int> starts)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (int start in starts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, start);
            _sentences.Write(bytes);
        }
    }

    private void WriteDocumentStart()
    {
        Span<byte> bytes = stackalloc byte[TokenDatasetHeader.DocumentSize];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, TokenCount);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(long)..], SentenceCount);
        _documents.Write(bytes);
    }

    private FileStream Aside(string extension) =>
        new(_path + PartExtension + extension, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.DeleteOnClose);

    private void AppendSection(FileStream section, long position)
    {
        _file.Write(new byte[position - _file.Position]);
        section.Position = 0;
        section.CopyTo(_file);
    }

    private void Dispose(bool keep)
    {
        if (!_file.CanWrite)
        {
            return;
        }

        _words.Dispose();
        _sentences.Dispose();
        _documents.Dispose();
        if (keep)
        {
            _file.Dispose();
            File.Move(_path + PartExtension, _path, overwrite: true);
        }
        else
        {
            // Deleted while it is still locked, so that it cannot be another's by then.
            File.Delete(_path + PartExtension);
            _file.Dispose();
        }
    }
}
