using System.IO.Compression;
using System.Text;
using Microsoft.ML;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>Model zips in memory, whole and damaged.</summary>
internal static class Zips
{
    public static byte[] Save(MLContext ml, ITransformer model, DataViewSchema? schema)
    {
        using var stream = new MemoryStream();
        ml.Model.Save(model, schema, stream);
        return stream.ToArray();
    }

    public static ITransformer Load(MLContext ml, byte[] zip)
    {
        using var stream = new MemoryStream(zip);
        return ml.Model.Load(stream, out _);
    }

    /// <summary>The zip with a text in one of its entries changed.</summary>
    public static byte[] Replace(byte[] zip, string entryName, string old, string @new)
    {
        using var stream = new MemoryStream();
        stream.Write(zip);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = Assert.Single(archive.Entries, e => e.Name == entryName);
            string text = Read(entry);
            Assert.Contains(old, text, StringComparison.Ordinal);
            string fullName = entry.FullName;
            entry.Delete();
            using Stream changed = archive.CreateEntry(fullName).Open();
            changed.Write(Encoding.UTF8.GetBytes(text.Replace(old, @new, StringComparison.Ordinal)));
        }

        return stream.ToArray();
    }

    /// <summary>The text in an entry of a zip.</summary>
    public static string Read(byte[] zip, string entryName)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return Read(Assert.Single(archive.Entries, e => e.Name == entryName));
    }

    /// <summary>A zip that has nothing to do with models.</summary>
    public static byte[] Foreign()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (Stream entry = archive.CreateEntry("letters/readme.txt").Open())
        {
            entry.Write("A letter."u8);
        }

        return stream.ToArray();
    }

    /// <summary>What loading the zip complains about: the one complaint of this library among what ML.NET wraps it in.</summary>
    public static InvalidDataException Complaint(MLContext ml, byte[] zip)
    {
        List<Exception> thrown = [];
        for (Exception? e = Assert.ThrowsAny<Exception>(() => Load(ml, zip)); e is not null; e = e.InnerException)
        {
            thrown.Add(e);
        }

        return Assert.Single(thrown.OfType<InvalidDataException>());
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
