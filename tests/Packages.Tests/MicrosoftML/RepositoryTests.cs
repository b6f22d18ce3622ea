using System.IO.Compression;
using Microsoft.ML;

namespace Packages.Tests.MicrosoftML;

/// <summary>The model zip: names of its entries, several streams at once, and what is not let through.</summary>
public class RepositoryTests
{
    private static VersionInfo Version() => new("TESTING ", 1, 1, 1, loaderAssemblyName: "", loaderSignature: "Loader");

    private static byte[] Write(Action<RepositoryWriter> write, bool useFileSystem = true)
    {
        var stream = new MemoryStream();
        using RepositoryWriter repository = RepositoryWriter.CreateNew(stream, null, useFileSystem);
        write(repository);
        repository.Commit();
        return stream.ToArray();
    }

    private static void WriteEntry(RepositoryWriter repository, string? dir, string name, params byte[] bytes)
    {
        using Repository.Entry entry = repository.CreateEntry(dir, name);
        entry.Stream.Write(bytes);
    }

    private static byte[] ReadEntry(RepositoryReader repository, string? dir, string name)
    {
        using Repository.Entry entry = repository.OpenEntry(dir, name);
        using var copy = new MemoryStream();
        entry.Stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string[] Names(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return [.. archive.Entries.Select(e => e.FullName.Replace('\\', '/'))];
    }

    private static byte[] Zip(params string[] names)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in names)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.WriteByte(7);
            }
        }

        return stream.ToArray();
    }

    [Fact]
    public void First_entry_says_which_version_wrote_the_zip()
    {
        byte[] zip = Write(_ => { });

        Assert.Equal("TrainingInfo/Version.txt", Assert.Single(Names(zip)));
        using RepositoryReader repository = RepositoryReader.Open(new MemoryStream(zip));
        using Repository.Entry entry = repository.OpenEntry("TrainingInfo", "Version.txt");
        string[] lines = new StreamReader(entry.Stream).ReadToEnd().Split('\n');
        Assert.Matches(@"^\d+\.\d+\.\d+", lines[0]);
        Assert.Equal("", lines[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_written_is_read(bool useFileSystem)
    {
        byte[] zip = Write(
            repository =>
            {
                WriteEntry(repository, null, "Root", 1, 2);
                WriteEntry(repository, "Folder", "Leaf", 3);
                WriteEntry(repository, Path.Combine("Folder", "Inner"), "Leaf");
            },
            useFileSystem);

        Assert.Equal(["TrainingInfo/Version.txt", "Root", "Folder/Leaf", "Folder/Inner/Leaf"], Names(zip));
        using RepositoryReader reader = RepositoryReader.Open(new MemoryStream(zip), null, useFileSystem);
        Assert.Equal([1, 2], ReadEntry(reader, null, "Root"));
        Assert.Equal([3], ReadEntry(reader, "Folder", "Leaf"));
        Assert.Empty(ReadEntry(reader, Path.Combine("Folder", "Inner"), "Leaf"));
        Assert.Equal([3], ReadEntry(reader, "Folder", "Leaf")); // again
    }

    [Fact]
    public void Several_entries_can_be_open_at_once()
    {
        byte[] zip = Write(repository =>
        {
            using Repository.Entry outer = repository.CreateEntry("Outer");
            outer.Stream.WriteByte(1);
            WriteEntry(repository, null, "Inner", 9);
            outer.Stream.WriteByte(2);
        });

        using RepositoryReader reader = RepositoryReader.Open(new MemoryStream(zip));
        using Repository.Entry inner = reader.OpenEntry("Inner");
        Assert.Equal([1, 2], ReadEntry(reader, null, "Outer"));
        Assert.Equal(9, inner.Stream.ReadByte());
    }

    [Fact]
    public void Entry_can_be_sought_in()
    {
        byte[] zip = Write(repository =>
        {
            using Repository.Entry entry = repository.CreateEntry("A");
            entry.Stream.Write([1, 2, 3]);
            entry.Stream.Position = 1;
            entry.Stream.WriteByte(20);
        });

        using RepositoryReader reader = RepositoryReader.Open(new MemoryStream(zip));
        using Repository.Entry entry = reader.OpenEntry("A");
        entry.Stream.Position = 1;
        Assert.Equal(20, entry.Stream.ReadByte());
        Assert.Equal(3, entry.Stream.Length);
    }

    [Fact]
    public void Entry_that_is_still_open_is_committed()
    {
        byte[] zip = Write(repository => repository.CreateEntry("A").Stream.WriteByte(5));

        using RepositoryReader reader = RepositoryReader.Open(new MemoryStream(zip));
        Assert.Equal([5], ReadEntry(reader, null, "A"));
    }

    [Fact]
    public void Stream_of_the_zip_stays_open()
    {
        var stream = new MemoryStream();
        using (RepositoryWriter repository = RepositoryWriter.CreateNew(stream))
        {
            repository.Commit();
        }

        using (RepositoryReader.Open(stream))
        {
        }

        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Entry_cannot_be_written_twice()
    {
        Write(repository =>
        {
            WriteEntry(repository, "Folder", "A", 1);
            Assert.Throws<ArgumentOutOfRangeException>(() => repository.CreateEntry("Folder", "A"));
        });
    }

    [Theory]
    [InlineData(null, "../A")]
    [InlineData("..", "A")]
    [InlineData("Folder/../..", "A")]
    [InlineData(null, " ")]
    public void Name_that_leads_out_of_the_zip_is_refused(string? dir, string name)
    {
        Write(repository => Assert.Throws<ArgumentOutOfRangeException>(() => repository.CreateEntry(dir, name)));
        using RepositoryReader reader = RepositoryReader.Open(new MemoryStream(Zip("A")));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.OpenEntryOrNull(dir, name));
    }

    [Fact]
    public void Rooted_name_is_refused()
    {
        string rooted = Path.GetFullPath("A");

        Write(repository => Assert.Throws<InvalidOperationException>(() => repository.CreateEntry(rooted)));
    }

    [Fact]
    public void Missing_entry_is_null_or_an_error()
    {
        using RepositoryReader reader = RepositoryReader.Open(new MemoryStream(Zip("Folder/A")));

        Assert.Null(reader.OpenEntryOrNull("A"));
        Assert.Null(reader.OpenEntryOrNull("Folder", "a"));
        Assert.Contains("A", Assert.Throws<InvalidOperationException>(() => reader.OpenEntry("A")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Folder/A")]
    [InlineData(@"Folder\A")] // as zips are written on Windows
    public void Folders_are_divided_by_either_slash(string name)
    {
        using RepositoryReader reader = RepositoryReader.Open(new MemoryStream(Zip(name)));

        Assert.Equal([7], ReadEntry(reader, "Folder", "A"));
    }

    [Fact]
    public void Stream_that_is_no_zip_is_refused()
    {
        Assert.Throws<FormatException>(() => RepositoryReader.Open(new MemoryStream(new byte[100])));
        Assert.Throws<FormatException>(() => RepositoryReader.Open(new MemoryStream()));
    }

    [Fact]
    public void Zip_that_was_cut_is_refused()
    {
        byte[] zip = Write(repository => WriteEntry(repository, null, "A", 1, 2, 3));

        Assert.Throws<FormatException>(() => RepositoryReader.Open(new MemoryStream(zip[..^30])));
    }

    [Fact]
    public void Nothing_is_written_after_the_commit()
    {
        RepositoryWriter repository = RepositoryWriter.CreateNew(new MemoryStream());
        repository.Commit();

        Assert.Throws<InvalidOperationException>(() => repository.CreateEntry("A"));
        Assert.Throws<InvalidOperationException>(repository.Commit);
    }

    [Fact]
    public void Component_with_parts_and_streams_has_a_folder()
    {
        byte[] zip = Write(repository =>
        {
            using var context = new ModelSaveContext(repository, "Model", "Model.key");
            context.SetVersionInfo(Version());
            context.SaveString("whole");
            context.SaveBinaryStream("Weights", writer => writer.Write(1.5f));
            context.SaveTextStream("Notes.txt", writer => writer.Write("甲"));
            context.SaveSubModel("Part", part =>
            {
                part.SetVersionInfo(Version());
                part.SaveString("part");
                part.SaveBinaryStream("Weights", writer => writer.Write(2.5f));
            });
            context.Done();
        });

        Assert.Equal(
            ["Model/Model.key", "Model/Notes.txt", "Model/Part/Model.key", "Model/Part/Weights", "Model/Weights"],
            Names(zip).Skip(1).Order(StringComparer.Ordinal)); // the first tells the version
        using RepositoryReader reader = RepositoryReader.Open(new MemoryStream(zip));
        Assert.Equal("甲"u8.ToArray(), ReadEntry(reader, "Model", "Notes.txt")); // no byte order mark

        using var context = new ModelLoadContext(reader, reader.OpenEntry("Model", "Model.key"), "Model");
        string notes = "", part = "";
        float weight = 0, partWeight = 0;
        Assert.True(context.InRepository);
        Assert.Equal("whole", context.LoadString());
        Assert.True(context.TryLoadBinaryStream("Weights", r => weight = r.ReadSingle()));
        Assert.True(context.TryLoadTextStream("Notes.txt", r => notes = r.ReadToEnd()));
        Assert.True(context.TryProcessSubModel("Part", c =>
        {
            part = c.LoadString();
            Assert.True(c.TryLoadBinaryStream("Weights", r => partWeight = r.ReadSingle()));
        }));
        Assert.Equal((1.5f, "甲", "part", 2.5f), (weight, notes, part, partWeight));
        Assert.True(context.ContainsModel("Part"));
        Assert.False(context.ContainsModel("Weights"));
        Assert.False(context.TryLoadBinaryStream("Nothing", _ => { }));
        Assert.False(context.TryProcessSubModel("Nothing", _ => { }));
        context.Done();
    }

    [Fact]
    public void Stream_of_a_component_may_be_large()
    {
        byte[] chunk = new byte[1 << 16];
        new Random(1).NextBytes(chunk);
        const int chunks = 100;
        byte[] zip = Write(repository =>
        {
            using var context = new ModelSaveContext(repository, null, "Model.key");
            context.SetVersionInfo(Version());
            context.SaveBinaryStream("Weights", writer =>
            {
                for (int i = 0; i < chunks; i++)
                {
                    writer.Write(i);
                    writer.Write(chunk);
                }
            });
            context.Done();
        });

        using RepositoryReader reader = RepositoryReader.Open(new MemoryStream(zip));
        using var context = new ModelLoadContext(reader, reader.OpenEntry("Model.key"), null);
        int same = 0;
        context.TryLoadBinaryStream("Weights", r =>
        {
            for (int i = 0; i < chunks; i++)
            {
                same += r.ReadInt32() == i && r.ReadBytes(chunk.Length).AsSpan().SequenceEqual(chunk) ? 1 : 0;
            }

            Assert.Equal(r.BaseStream.Length, r.BaseStream.Position);
        });
        Assert.Equal(chunks, same);
    }

    [Fact]
    public void Temporary_files_lie_where_the_environment_says_and_do_not_stay()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("repository-tests-");
        try
        {
            var environment = new MLContext { TempFilePath = folder.FullName };
            var stream = new MemoryStream();
            using (RepositoryWriter repository = RepositoryWriter.CreateNew(stream, environment))
            {
                WriteEntry(repository, null, "A", 1);
                Assert.NotEmpty(folder.GetFiles("*", SearchOption.AllDirectories));
                repository.Commit();
            }

            using (RepositoryReader repository = RepositoryReader.Open(stream, environment))
            {
                ReadEntry(repository, null, "A");
                Assert.NotEmpty(folder.GetFiles("*", SearchOption.AllDirectories));
            }

            Assert.Empty(folder.GetFileSystemInfos());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Entry_in_memory_needs_no_file()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("repository-tests-");
        try
        {
            var environment = new MLContext { TempFilePath = folder.FullName };
            using RepositoryWriter repository = RepositoryWriter.CreateNew(new MemoryStream(), environment, useFileSystem: false);
            WriteEntry(repository, null, "A", 1);

            Assert.Empty(folder.GetFileSystemInfos());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Zips_are_written_and_read_at_the_same_time()
    {
        Parallel.For(0, 20, i =>
        {
            byte[] zip = Write(repository => WriteEntry(repository, "Folder", "A", (byte)i));
            using RepositoryReader reader = RepositoryReader.Open(new MemoryStream(zip));
            Assert.Equal([(byte)i], ReadEntry(reader, "Folder", "A"));
        });
    }
}
