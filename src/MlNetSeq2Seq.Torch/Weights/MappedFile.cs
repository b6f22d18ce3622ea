using System.IO.MemoryMappedFiles;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights;

/// <summary>A file mapped for reading. No read goes beyond the length that it had when it was opened.</summary>
internal sealed class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Maps a file that is not empty: the system has no map of nothing.</summary>
    public MappedFile(string path, long length)
    {
        (Path, Length) = (path, length);
        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        try
        {
            _view = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        }
        catch
        {
            _map.Dispose();
            throw;
        }
    }

    public string Path { get; }

    public long Length { get; }

    /// <summary>Copies bytes; the caller has checked that the file has them.</summary>
    public byte[] Read(long start, int count)
    {
        byte[] bytes = new byte[count];
        using UnmanagedMemoryStream stream = Range(start, count);
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Fills a contiguous CPU tensor; the caller has checked that the file has its bytes.</summary>
    public void Fill(Tensor tensor, long start, long count)
    {
        using UnmanagedMemoryStream stream = Range(start, count);
        TensorBytes.Fill(tensor, stream);
    }

    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
    }

    private UnmanagedMemoryStream Range(long start, long count)
    {
        // The map ends on a page, so the system alone would allow reading a little more than the file.
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length - start);
        return new UnmanagedMemoryStream(_view.SafeMemoryMappedViewHandle, start, count);
    }
}
