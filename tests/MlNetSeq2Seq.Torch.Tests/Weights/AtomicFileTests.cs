using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Tests.Weights;

/// <summary>What is left when writing ends early.</summary>
public sealed class AtomicFileTests
{
    [Fact]
    public void A_full_disk_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a", "old");

        Assert.Throws<IOException>(() => AtomicFile.Write(path, RunFull));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["a"], folder.Names());
    }

    [Fact]
    public void A_full_disk_at_the_last_of_several_files_leaves_all_old_ones()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a", "old");

        Assert.Throws<IOException>(() => AtomicFile.WriteAll([(folder.File("a"), s => s.Write("new"u8)), (folder.File("b"), RunFull)]));

        Assert.Equal("old", File.ReadAllText(folder.File("a")));
        Assert.Equal(["a"], folder.Names());
    }

    [Fact]
    public void Files_are_written_whole_into_a_new_folder()
    {
        using var folder = new TemporaryFolder();

        AtomicFile.WriteAll([(folder.File("new/a"), s => s.Write("1"u8)), (folder.File("new/b"), s => s.Write("2"u8))]);

        Assert.Equal("1", File.ReadAllText(folder.File("new/a")));
        Assert.Equal("2", File.ReadAllText(folder.File("new/b")));
        Assert.Equal(2, Directory.GetFiles(folder.File("new")).Length);
    }

    private static void RunFull(Stream stream)
    {
        stream.Write(new byte[100_000]);
        throw new IOException("No space left on device.");
    }
}
