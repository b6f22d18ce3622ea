using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>A file handle is written once and then read as often as wanted; disposing it closes what it opened.</summary>
public sealed class FileHandleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("file-handle-tests-");
    private readonly MLContext _context = new();

    private string FilePath => Path.Combine(_folder.FullName, "A");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void File_is_written_and_then_read()
    {
        using var file = new SimpleFileHandle(_context, FilePath, needsWrite: true, autoDelete: false);

        Assert.True(file.CanWrite);
        Assert.False(file.CanRead);
        using (Stream stream = file.CreateWriteStream())
        {
            stream.WriteByte(7);
        }

        Assert.False(file.CanWrite);
        using Stream first = file.OpenReadStream();
        using Stream second = file.OpenReadStream();
        Assert.Equal((7, 7), (first.ReadByte(), second.ReadByte()));
    }

    [Fact]
    public void File_is_not_read_before_it_is_written_nor_written_twice()
    {
        using var file = new SimpleFileHandle(_context, FilePath, needsWrite: true, autoDelete: false);

        Assert.Throws<InvalidOperationException>(file.OpenReadStream);
        using Stream stream = file.CreateWriteStream();
        Assert.Throws<InvalidOperationException>(file.OpenReadStream);
        Assert.Throws<InvalidOperationException>(file.CreateWriteStream);
    }

    [Fact]
    public void Disposing_closes_the_streams()
    {
        var file = new SimpleFileHandle(_context, FilePath, needsWrite: true, autoDelete: false);
        file.CreateWriteStream().Dispose();
        Stream reader = file.OpenReadStream();

        file.Dispose();

        Assert.False(reader.CanRead);
        Assert.True(File.Exists(FilePath));
        Assert.Throws<InvalidOperationException>(file.OpenReadStream);
    }

    [Fact]
    public void Temporary_file_goes_with_its_handle()
    {
        using (var file = new SimpleFileHandle(_context, FilePath, needsWrite: true, autoDelete: true))
        {
            file.CreateWriteStream().Dispose();
            Assert.True(File.Exists(FilePath));
        }

        Assert.False(File.Exists(FilePath));
    }
}
