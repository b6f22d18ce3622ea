using System.Buffers;

namespace MlNetSeq2Seq.Corpora;

/// <summary>Whole lines of a file, still as bytes; the bytes are rented and go back when it is disposed.</summary>
/// <param name="path">The file.</param>
/// <param name="start">Where in the file the part that is read begins: lines are counted from there.</param>
/// <param name="firstLine">The number of its first line, from 0 at <paramref name="start"/>.</param>
/// <param name="buffer">Rented memory.</param>
/// <param name="length">Bytes of it that are used; -1 for a line that is too long to be read, of which there are no bytes.</param>
internal sealed class CorpusBlock(string path, long start, long firstLine, byte[] buffer, int length) : IDisposable
{
    internal string Path => path;

    internal long Start => start;

    internal long FirstLine => firstLine;

    internal bool IsTooLong => length < 0;

    internal ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, Math.Max(0, length));

    /// <summary>Bytes of the corpus that are done with this block, for progress.</summary>
    internal long Size { get; init; }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
