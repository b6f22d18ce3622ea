using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Packages.Tests.MicrosoftML;

/// <summary>Models as zips: what lies where, what comes back, and what damage is told.</summary>
public sealed class ModelZipTests : IDisposable
{
    private const string ChainEntry = "TransformerChain/Model.key";
    private const string CopyEntry = "TransformerChain/Transform_000/Model.key";
    private const string DataAssembly = "Microsoft.ML.Data, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51";

    private readonly MLContext _context = new();
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    private IDataView Rows(int count = 2) => _context.Data.LoadFromEnumerable(Numbered.Rows(count));

    private TransformerChain<ColumnSelectingTransformer> Model() => _context.Transforms.CopyColumns("Again", nameof(Numbered.Number))
        .Append(_context.Transforms.SelectColumns("Again")).Fit(Rows());

    private MemoryStream Save(ITransformer model, DataViewSchema? schema)
    {
        var stream = new MemoryStream();
        _context.Model.Save(model, schema, stream);
        stream.Position = 0;
        return stream;
    }

    private static Dictionary<string, byte[]> Entries(Stream zip)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
        return archive.Entries.ToDictionary(entry => entry.FullName.Replace('\\', '/'), Bytes);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static MemoryStream Zip(IEnumerable<KeyValuePair<string, byte[]>> entries)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream stream = archive.CreateEntry(name).Open();
                stream.Write(bytes);
            }
        }

        zip.Position = 0;
        return zip;
    }

    /// <summary>A component's stream, written by hand: header, model block, strings, assembly, tail.</summary>
    private static byte[] ComponentStream(string modelSignature, uint version, string loader, byte[] block, params string[] strings)
    {
        byte[] texts = Encoding.Unicode.GetBytes(string.Concat(strings));
        byte[] assembly = Encoding.Unicode.GetBytes(DataAssembly);
        long table = 0x100 + block.Length;
        long characters = table + (8 * strings.Length);
        long assemblyAt = characters + texts.Length;
        long tail = assemblyAt + assembly.Length;
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("ML\0MODEL"u8);
        writer.Write(0x00010002u);
        writer.Write(0x00010002u);
        writer.Write(0x100L);
        writer.Write((long)block.Length);
        writer.Write(strings.Length == 0 ? 0 : table);
        writer.Write(8L * strings.Length);
        writer.Write(strings.Length == 0 ? 0 : characters);
        writer.Write((long)texts.Length);
        writer.Write(Encoding.Latin1.GetBytes(modelSignature.Replace(' ', '\0')));
        writer.Write(version);
        writer.Write(version);
        writer.Write(Encoding.Latin1.GetBytes(loader.PadRight(24, '\0')));
        writer.Write(new byte[24]);
        writer.Write(tail);
        writer.Write(tail + 8);
        writer.Write(assemblyAt);
        writer.Write(assembly.Length);
        writer.Write(new byte[0x100 - (int)stream.Position]);
        writer.Write(block);
        int end = 0;
        foreach (string text in strings)
        {
            writer.Write((long)(end += 2 * text.Length));
        }

        writer.Write(texts);
        writer.Write(assembly);
        writer.Write("LEDOM\0LM"u8);
        return stream.ToArray();
    }

    private static byte[] Ints(params int[] values) => values.SelectMany(BitConverter.GetBytes).ToArray();

    private static Dictionary<string, byte[]> HandMade() => new()
    {
        [ChainEntry] = ComponentStream("XF CHAIN", 0x00010001, "TransformerChain", Ints(1, (int)TransformerScope.Everything)),
        [CopyEntry] = ComponentStream("COPYCOLT", 0x00010001, "CopyTransform", Ints(1, 0, 1), "Again", nameof(Numbered.Number)),
    };

    private static bool IsOrHolds<T>(Exception? e)
        where T : Exception => e is not null && (e is T || IsOrHolds<T>(e.InnerException));

    [Fact]
    public void Model_does_the_same_after_loading()
    {
        ITransformer loaded = new MLContext().Model.Load(Save(Model(), Rows().Schema), out _);

        Assert.Equal([0, 1, 2], loaded.Transform(Rows(3)).Values<int>("Again"));
        Assert.Equal(["Again"], loaded.GetOutputSchema(Rows().Schema).Select(column => column.Name));
    }

    [Fact]
    public void Model_is_saved_to_and_loaded_from_a_path()
    {
        _context.Model.Save(Model(), Rows().Schema, _path);

        Assert.Equal([0, 1], new MLContext().Model.Load(_path, out _).Transform(Rows()).Values<int>("Again"));
    }

    [Fact]
    public void Single_transformer_comes_back_as_itself_and_a_chain_as_a_chain()
    {
        ITransformer single = _context.Transforms.CopyColumns("Again", nameof(Numbered.Number)).Fit(Rows());

        Assert.IsType<ColumnCopyingTransformer>(_context.Model.Load(Save(single, null), out _));
        Assert.IsType<TransformerChain<ITransformer>>(_context.Model.Load(Save(Model(), null), out _));
    }

    [Fact]
    public void Scopes_come_back()
    {
        TransformerChain<ColumnCopyingTransformer> model = new EstimatorChain<ITransformer>()
            .Append(_context.Transforms.CopyColumns("A", nameof(Numbered.Number)), TransformerScope.TrainTest)
            .Append(_context.Transforms.CopyColumns("B", nameof(Numbered.Number)))
            .Fit(Rows());

        var loaded = (TransformerChain<ITransformer>)_context.Model.Load(Save(model, null), out _);

        Assert.Equal(2, loaded.Count());
        Assert.Single(loaded.GetModelFor(TransformerScope.Scoring));
    }

    [Fact]
    public void Schema_comes_back_with_types_hidden_columns_and_annotations()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Numbered));
        definition[nameof(Numbered.Number)].AddAnnotation("Note", "kept", TextDataViewType.Instance);
        IDataView rows = _context.Data.LoadFromEnumerable(Numbered.Rows(1), definition);
        rows = _context.Transforms.CopyColumns(nameof(Numbered.Text), nameof(Numbered.Number)).Fit(rows).Transform(rows);

        new MLContext().Model.Load(Save(Model(), rows.Schema), out DataViewSchema schema);

        Assert.Equal(rows.Schema.NamesAndTypes(), schema.NamesAndTypes());
        ReadOnlyMemory<char> note = default;
        schema[nameof(Numbered.Number)].Annotations.GetValue("Note", ref note);
        Assert.Equal("kept", note.ToString());
    }

    [Fact]
    public void There_is_no_schema_where_none_was_saved()
    {
        new MLContext().Model.Load(Save(Model(), null), out DataViewSchema schema);

        Assert.Null(schema);
    }

    [Fact]
    public void Schema_without_columns_cannot_be_saved()
    {
        Assert.Throws<InvalidOperationException>(() => Save(Model(), new DataViewSchema.Builder().ToSchema()));
    }

    [Fact]
    public void Entries_of_a_zip_are_named_by_the_places_of_their_components()
    {
        Dictionary<string, byte[]> entries = Entries(Save(Model(), Rows().Schema));

        Assert.Equal(
            ["Schema", ChainEntry, CopyEntry, "TransformerChain/Transform_001/Model.key"],
            entries.Keys.Where(name => !name.StartsWith("TrainingInfo/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal("CML\0DVB\0"u8.ToArray(), entries["Schema"][..8]);
    }

    [Theory]
    [InlineData(ChainEntry, "XF\0CHAIN", "TransformerChain")]
    [InlineData(CopyEntry, "COPYCOLT", "CopyTransform")]
    [InlineData("TransformerChain/Transform_001/Model.key", "SELCOLST", "SelectColumnsTransform")]
    public void Component_says_what_it_is_and_who_loads_it(string entry, string modelSignature, string loader)
    {
        byte[] bytes = Entries(Save(Model(), null))[entry];

        Assert.Equal("ML\0MODEL", Encoding.Latin1.GetString(bytes, 0, 8));
        Assert.Equal(modelSignature, Encoding.Latin1.GetString(bytes, 0x40, 8));
        Assert.Equal(loader, Encoding.Latin1.GetString(bytes, 0x50, 24).TrimEnd('\0'));
    }

    [Fact]
    public void Blocks_hold_the_chain_s_scopes_and_the_columns_by_number()
    {
        Dictionary<string, byte[]> entries = Entries(Save(Model(), null));

        Assert.Equal(Ints(2, 7, 7), Block(entries[ChainEntry]));
        Assert.Equal(Ints(1, 0, 1), Block(entries[CopyEntry]));
        Assert.Equal([1, 0, 0, .. Ints(1, 0)], Block(entries["TransformerChain/Transform_001/Model.key"]));
    }

    private static byte[] Block(byte[] bytes)
        => bytes.AsSpan((int)BitConverter.ToInt64(bytes, 0x10), (int)BitConverter.ToInt64(bytes, 0x18)).ToArray();

    [Fact]
    public void Zip_that_another_program_wrote_is_read()
    {
        ITransformer loaded = _context.Model.Load(Zip(HandMade()), out DataViewSchema schema);

        Assert.Null(schema);
        Assert.Equal([0, 1], loaded.Transform(Rows()).Values<int>("Again"));
    }

    [Theory]
    [InlineData(ChainEntry)]
    [InlineData(CopyEntry)]
    public void Entry_that_is_missing_is_told(string entry)
    {
        Dictionary<string, byte[]> entries = Entries(Save(Model(), Rows().Schema));
        entries.Remove(entry);

        Exception e = Assert.ThrowsAny<Exception>(() => _context.Model.Load(Zip(entries), out _));

        Assert.True(IsOrHolds<FormatException>(e), e.ToString());
    }

    [Theory]
    [InlineData(ChainEntry)]
    [InlineData(CopyEntry)]
    [InlineData("Schema")]
    public void Entry_that_was_cut_is_told(string entry)
    {
        Dictionary<string, byte[]> entries = Entries(Save(Model(), Rows().Schema));
        entries[entry] = entries[entry][..^4];

        Assert.ThrowsAny<Exception>(() => _context.Model.Load(Zip(entries), out _));
    }

    [Fact]
    public void Component_of_a_newer_version_is_told()
    {
        Dictionary<string, byte[]> entries = HandMade();
        entries[CopyEntry] = ComponentStream("COPYCOLT", 0x00020001, "CopyTransform", Ints(1, 0, 1), "Again", nameof(Numbered.Number));

        Exception e = Assert.ThrowsAny<Exception>(() => _context.Model.Load(Zip(entries), out _));

        Assert.True(IsOrHolds<FormatException>(e), e.ToString());
    }

    [Fact]
    public void Component_that_nobody_loads_is_told()
    {
        Dictionary<string, byte[]> entries = HandMade();
        entries[CopyEntry] = ComponentStream("COPYCOLT", 0x00010001, "NobodyLoadsThis", Ints(1, 0, 1), "Again", nameof(Numbered.Number));

        Exception e = Assert.ThrowsAny<Exception>(() => _context.Model.Load(Zip(entries), out _));

        Assert.True(IsOrHolds<FormatException>(e), e.ToString());
    }

    [Fact]
    public void Zip_without_a_model_is_told()
    {
        Assert.Throws<InvalidOperationException>(
            () => _context.Model.Load(Zip(new Dictionary<string, byte[]> { ["readme.txt"] = [1] }), out _));
    }

    [Fact]
    public void Stream_stays_open_behind_the_model()
    {
        using var stream = new MemoryStream();
        _context.Model.Save(Model(), Rows().Schema, stream);
        stream.Position = 0;
        _context.Model.Load(stream, out _);

        Assert.True(stream.CanRead);
    }
}
