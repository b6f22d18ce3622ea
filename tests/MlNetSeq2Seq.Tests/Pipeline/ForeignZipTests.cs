using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Pipeline;

/// <summary>Zips that this library did not write.</summary>
public sealed class ForeignZipTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void A_zip_that_is_no_model_is_refused_with_a_reason()
    {
        Exception thrown = Assert.ThrowsAny<Exception>(() => Zips.Load(_ml, Zips.Foreign()));

        Assert.True(thrown is InvalidOperationException or FormatException, $"It was a {thrown.GetType()}.");
        Assert.NotEmpty(thrown.Message);
    }

    [Fact]
    public void A_file_that_is_no_zip_is_refused_with_a_reason()
    {
        FormatException thrown = Assert.ThrowsAny<FormatException>(() => Zips.Load(_ml, "红茶\u0001一杯暖红茶"u8.ToArray()));

        Assert.Contains("zip", thrown.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_model_without_a_component_of_this_library_loads_as_ever()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);
        ColumnCopyingTransformer saved = _ml.Transforms.CopyColumns("Copy", "Source").Fit(data);

        ITransformer loaded = Zips.Load(_ml, Zips.Save(_ml, saved, data.Schema));

        Assert.IsType<ColumnCopyingTransformer>(loaded);
        Assert.Equal(ViewRows.Of(saved.Transform(data)), ViewRows.Of(loaded.Transform(data)));
    }
}
