using System.Buffers;
using System.Text;

namespace MlNetSeq2Seq.Corpora;

/// <summary>The text files of a corpus, one after the other, of which any part can be read alone.</summary>
internal sealed class CorpusFiles
{
    private const int BlockSize = 1 << 18;

    private readonly (string Path, long Length)[] _files;
    private readonly int _maximumLineBytes;
    private readonly string[] _extensions;

    /// <summary>Finds the files.</summary>
    /// <param name="paths">Files, and folders of which all files with one of the extensions are taken in the order of their names.</param>
    /// <param name="maximumLineBytes">Longest line that is read.</param>
    /// <param name="extensions">The extensions, such as ".txt".</param>
    internal CorpusFiles(IEnumerable<string> paths, int maximumLineBytes, params string[] extensions)
    {
        (_maximumLineBytes, _extensions) = (maximumLineBytes, extensions);
        _files = [.. paths.SelectMany(Find).Select(path => (path, new FileInfo(path).Length))];
        if (_files.Length == 0)
        {
            throw new FileNotFoundException($"There is no {string.Join(" or ", extensions)} file in {string.Join(", ", paths.Select(path => $"'{path}'"))}.");
        }
    }

    internal IReadOnlyList<(string Path, long Length)> Files => _files;

    internal long Length => _files.Sum(file => file.Length);

    /// <summary>The lines that begin in a part of the corpus; every line begins in one part, however it is cut into parts.</summary>
    /// <param name="from">First byte of the part, counted over all files.</param>
    /// <param name="to">The byte after the last.</param>
    internal IEnumerable<CorpusBlock> Read(long from, long to)
    {
        long begin = 0;
        foreach ((string path, long length) in _files)
        {
            (long first, long end) = (Math.Max(0, from - begin), Math.Min(length, to - begin));
            if (first < end)
            {
                foreach (CorpusBlock block in ReadFile(path, first, end))
                {
                    yield return block;
                }
            }

            begin += length;
        }
    }

    /// <summary>The number of a line in its file, from 1. Reads the file up to the block, so it is for the few lines that are wrong.</summary>
    internal static long LineNumber(CorpusBlock block, long line)
    {
        using FileStream stream = Open(block.Path);
        byte[] buffer = new byte[BlockSize];
        long before = 0;
        for (long rest = block.Start; rest > 0;)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(rest, buffer.Length));
            if (read == 0)
            {
                break;
            }

            before += buffer.AsSpan(0, read).Count((byte)'\n');
            rest -= read;
        }

        return before + line + 1;
    }

    private IEnumerable<string> Find(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => _extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal)).Order(StringComparer.Ordinal)
        : File.Exists(path) ? [path] : throw new FileNotFoundException($"There is no file or folder '{path}'.", path);

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    private IEnumerable<CorpusBlock> ReadFile(string path, long from, long to)
    {
        using FileStream stream = Open(path);
        long start = from == 0 ? SkipMark(stream) : SkipLine(stream, from - 1);
        stream.Position = start;

        // The first line begins where the file does, before the mark of its encoding.
        to = from == 0 ? Math.Max(to, start + 1) : to;
        long position = start; // of the first byte in the buffer
        long line = 0;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        int filled = 0;
        bool isAtEnd = false;
        while (position < to)
        {
            int read = isAtEnd ? 0 : stream.Read(buffer, filled, buffer.Length - filled);
            isAtEnd |= read == 0;
            filled += read;
            int cut = Cut(buffer.AsSpan(0, filled), to - position, isAtEnd);
            if (cut > 0)
            {
                byte[] rest = ArrayPool<byte>.Shared.Rent(Math.Max(BlockSize, filled - cut));
                buffer.AsSpan(cut..filled).CopyTo(rest);
                int lines = buffer.AsSpan(0, cut).Count((byte)'\n');
                yield return new CorpusBlock(path, start, line, buffer, cut) { Size = cut };
                (buffer, filled, position, line) = (rest, filled - cut, position + cut, line + lines);
            }
            else if (isAtEnd)
            {
                break;
            }
            else if (filled > _maximumLineBytes)
            {
                long next = SkipLine(stream, position + filled);
                yield return new CorpusBlock(path, start, line, buffer, -1) { Size = next - position };
                (buffer, filled, position, line) = (ArrayPool<byte>.Shared.Rent(BlockSize), 0, next, line + 1);
                stream.Position = position;
            }
            else if (filled == buffer.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(2 * filled);
                buffer.AsSpan(0, filled).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    // Bytes of the buffer that are whole lines which begin within the part; 0 where more must be read.
    private static int Cut(ReadOnlySpan<byte> buffer, long part, bool isAtEnd)
    {
        if (buffer.Length < part)
        {
            return isAtEnd ? buffer.Length : buffer.LastIndexOf((byte)'\n') + 1;
        }

        int last = (int)(part - 1);
        int end = buffer[last..].IndexOf((byte)'\n');
        return end >= 0 ? last + end + 1
            : isAtEnd ? buffer.Length
            : buffer[..last].LastIndexOf((byte)'\n') + 1;
    }

    private static long SkipMark(FileStream stream)
    {
        Span<byte> bytes = stackalloc byte[3];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..read].SequenceEqual(Encoding.UTF8.Preamble) ? read : 0;
    }

    // The byte after the first line end at or after a place; the length of the file where there is none.
    private static long SkipLine(FileStream stream, long from)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        stream.Position = from;
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            int end = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            if (end >= 0)
            {
                from += end + 1;
                break;
            }

            from += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return from;
    }
}
