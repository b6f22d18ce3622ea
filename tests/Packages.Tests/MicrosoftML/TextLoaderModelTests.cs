using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Packages.Tests.MicrosoftML;

/// <summary>Models with the loader of their data.</summary>
public class TextLoaderModelTests
{
    private const string Data = "Name;Height;Width\n\"a;\\\"b\";1|2;3;x;y\nc;;;\n";

    private readonly MLContext _context = new();

    private TextLoader Loader() => _context.Data.CreateTextLoader(new TextLoader.Options
    {
        Separators = [';', '|'],
        AllowQuoting = true,
        HasHeader = true,
        MissingRealsAsNaNs = true,
        EscapeChar = '\\',
        Columns =
        [
            new("Text", DataKind.String, 0),
            new("Sizes", DataKind.Single, 1, 2),
            new("Key", DataKind.UInt32, [new TextLoader.Range(3)], new KeyCount(7)),
            new("Rest", DataKind.String, [new TextLoader.Range { Min = 4, VariableEnd = true }]),
        ],
    }, new Source(Data));

    private MemoryStream Save(ITransformer? model)
    {
        var stream = new MemoryStream();
        _context.Model.Save(model, Loader(), stream);
        stream.Position = 0;
        return stream;
    }

    [Fact]
    public void Loader_comes_back_as_it_was()
    {
        new MLContext().Model.LoadWithDataLoader(Save(null), out IDataLoader<IMultiStreamSource> loaded);
        IDataView view = loaded.Load(new Source(Data));

        Assert.Equal(Loader().GetOutputSchema().NamesAndTypes(), view.Schema.NamesAndTypes());
        Assert.Equal(["a;\"b", "c"], view.Texts("Text"));
        Assert.Equal([[1, 2], [float.NaN, float.NaN]], view.GetColumn<float[]>("Sizes"));
        Assert.Equal([4u, 0u], view.Values<uint>("Key"));
        Assert.Equal([["x", "y"], []], view.GetColumn<string[]>("Rest"));
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Sizes"].Annotations.GetValue("SlotNames", ref names);
        Assert.Equal(["Height", "Width"], names.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Transformer_comes_back_beside_its_loader()
    {
        ColumnCopyingTransformer model = _context.Transforms.CopyColumns("Again", "Text").Fit(Loader().Load(new Source(Data)));

        ITransformer loaded = new MLContext().Model.LoadWithDataLoader(Save(model), out IDataLoader<IMultiStreamSource> loader);

        Assert.IsType<ColumnCopyingTransformer>(loaded);
        Assert.Equal(["a;\"b", "c"], loaded.Transform(loader.Load(new Source(Data))).Texts("Again"));
    }

    [Fact]
    public void Schema_of_the_input_is_the_loader_s()
    {
        ColumnCopyingTransformer model = _context.Transforms.CopyColumns("Again", "Text").Fit(Loader().Load(new Source(Data)));

        new MLContext().Model.Load(Save(model), out DataViewSchema schema);

        Assert.Equal(["Text", "Sizes", "Key", "Rest"], schema.Select(column => column.Name));
    }

    [Fact]
    public void Loader_without_a_transformer_has_an_empty_chain()
    {
        ITransformer loaded = _context.Model.Load(Save(null), out _);

        Assert.Empty(Assert.IsType<TransformerChain<ITransformer>>(loaded));
    }

    [Fact]
    public void Model_without_a_loader_cannot_be_loaded_with_one()
    {
        var stream = new MemoryStream();
        _context.Model.Save(new TransformerChain<ITransformer>(), null, stream);
        stream.Position = 0;

        Assert.Throws<InvalidOperationException>(() => _context.Model.LoadWithDataLoader(stream, out _));
    }

    [Fact]
    public void Zip_has_a_folder_for_each_of_both()
    {
        using var archive = new ZipArchive(Save(null));

        Assert.Superset(
            new HashSet<string> { "Model.key", "Loader/Model.key", "Loader/Header.txt", "TransformerChain/Model.key" },
            archive.Entries.Select(entry => entry.FullName.Replace('\\', '/')).ToHashSet());
    }

    [Fact]
    public void Loader_and_transformers_make_one_loader()
    {
        CompositeDataLoader<IMultiStreamSource, ColumnSelectingTransformer> loader = Loader()
            .Append(_context.Transforms.CopyColumns("Again", "Text"))
            .Append(_context.Transforms.SelectColumns("Again"))
            .Fit(new Source(Data));

        Assert.Equal(["Again"], loader.GetOutputSchema().Select(column => column.Name));
        Assert.Equal(["a;\"b", "c"], loader.Load(new Source(Data)).Texts("Again"));
    }

    /// <summary>Text in memory, as a file.</summary>
    private sealed class Source(string text) : IMultiStreamSource
    {
        public int Count => 1;

        public string? GetPathOrNull(int index) => null;

        public Stream Open(int index) => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));

        public TextReader OpenTextReader(int index) => new StreamReader(Open(index));
    }
}
