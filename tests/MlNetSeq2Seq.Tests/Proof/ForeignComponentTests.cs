using Microsoft.ML;
using MlNetSeq2Seq.Tests.Testing;
using ModelConsumer;
using SampleComponent;

namespace MlNetSeq2Seq.Tests.Proof;

/// <summary>A component with 100 MB of its own data goes through ML.NET's model zip into a process that never heard of it.</summary>
public sealed class ForeignComponentTests(ForeignComponentFixture model) : IClassFixture<ForeignComponentFixture>
{
    [Fact]
    public async Task A_zip_is_loaded_by_a_process_that_names_no_type_of_the_component()
    {
        string[] output = await AnotherProcess.Run(typeof(ConsumerAssembly).Assembly, [model.Path, .. ForeignComponentFixture.Texts]);

        string[] rows = [.. ForeignComponentFixture.Texts.Select(t => $"{t}: {string.Join(' ', model.Table.Encode(t))}")];
        Assert.Equal([.. rows, .. rows], output);
    }

    [Fact]
    public void A_zip_that_is_cut_off_gives_one_clear_exception()
    {
        string cut = model.Beside("cut.zip");
        using (FileStream source = File.OpenRead(model.Path))
        using (FileStream target = File.Create(cut))
        {
            byte[] half = new byte[source.Length / 2];
            source.ReadExactly(half);
            target.Write(half);
        }

        FormatException thrown = Assert.ThrowsAny<FormatException>(() => new MLContext().Model.Load(cut, out _));
        Assert.Contains("zip archive", thrown.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_zip_with_an_entry_cut_gives_one_clear_exception()
    {
        string cut = model.WithEntry("cut-entry.zip", "Table.bin", bytes => bytes.AsSpan(0, 1000).ToArray());

        Exception thrown = Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(cut, out _));
        Assert.Contains("Table.bin is shorter than", Innermost(thrown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_without_the_entry_gives_one_clear_exception()
    {
        string cut = model.WithEntry("no-entry.zip", "Table.bin", _ => null);

        Exception thrown = Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(cut, out _));
        Assert.Contains("lacks the entry Table.bin", Innermost(thrown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_of_a_newer_version_gives_one_clear_exception()
    {
        string future = model.OfVersion("future.zip", 0x00020001);

        Exception thrown = Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(future, out _));
        Assert.Contains("version", Innermost(thrown).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_missing_column_is_refused_by_estimator_and_transformer_alike()
    {
        var ml = new MLContext();
        IDataView data = ml.Data.LoadFromEnumerable([new { Other = "text" }]);
        var estimator = new TokenTableEstimator("Ids", "Text", new TokenTable(7));

        Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data));
        Assert.Throws<ArgumentOutOfRangeException>(() => ml.Model.Load(model.Path, out _).Transform(data));
    }

    private static Exception Innermost(Exception e) => e.InnerException is null ? e : Innermost(e.InnerException);
}
