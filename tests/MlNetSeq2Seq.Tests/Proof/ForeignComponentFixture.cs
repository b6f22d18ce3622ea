using System.IO.Compression;
using Microsoft.ML;
using SampleComponent;

namespace MlNetSeq2Seq.Tests.Proof;

/// <summary>One model zip of CopyColumns and the sample component, written once for all tests of the class.</summary>
public sealed class ForeignComponentFixture : IDisposable
{
    private const int TableBytes = 100 * 1024 * 1024;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-proof-");

    public ForeignComponentFixture()
    {
        Table = new TokenTable(TableBytes / sizeof(int));
        Path = Beside("model.zip");
        Save(Path, Table);
    }

    internal static string[] Texts { get; } = ["真丝小方巾", "a", "𠮷野家 ok"];

    internal TokenTable Table { get; }

    internal string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    internal string Beside(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>A copy of a small model's zip in which one entry is changed, or left out where the change gives null.</summary>
    internal string WithEntry(string name, string entryName, Func<byte[], byte[]?> change)
    {
        string path = Beside(name);
        Save(path, new TokenTable(10_000));
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        ZipArchiveEntry entry = Assert.Single(zip.Entries, e => e.Name == entryName);
        using var bytes = new MemoryStream();
        using (Stream stream = entry.Open())
        {
            stream.CopyTo(bytes);
        }

        string fullName = entry.FullName;
        entry.Delete();
        if (change(bytes.ToArray()) is { } changed)
        {
            using Stream stream = zip.CreateEntry(fullName).Open();
            stream.Write(changed);
        }

        return path;
    }

    /// <summary>A zip whose component says that it was written by another version.</summary>
    internal string OfVersion(string name, uint version)
    {
        uint present = TokenTableTransformer.WrittenVersion;
        TokenTableTransformer.WrittenVersion = version;
        try
        {
            string path = Beside(name);
            Save(path, new TokenTable(10));
            return path;
        }
        finally
        {
            TokenTableTransformer.WrittenVersion = present;
        }
    }

    private static void Save(string path, TokenTable table)
    {
        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(Texts.Select(t => new TextRow { Text = t }));
        var chain = ml.Transforms.CopyColumns("Copy", "Text").Append(new TokenTableEstimator("Ids", "Copy", table));
        ml.Model.Save(chain.Fit(data), data.Schema, path);
    }

    private sealed class TextRow
    {
        public string Text { get; set; } = "";
    }
}
