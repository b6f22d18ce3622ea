using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.DataAnalysis;

public class ToDataFrameTests
{
    private static DataFrame View(int rows) => new(
        new Int32DataFrameColumn("n", Enumerable.Range(0, rows)),
        new StringDataFrameColumn("text", Enumerable.Range(0, rows).Select(n => $"第{n}行")),
        new VBufferDataFrameColumn<float>("scores", Enumerable.Range(0, rows).Select(n => new VBuffer<float>(2, [n, n + 0.5f]))));

    [Fact]
    public void Columns_keep_their_names_types_and_values()
    {
        DataFrame frame = View(3).ToDataFrame();

        Assert.Equal(new[] { "n", "text", "scores" }, frame.Columns.Select(column => column.Name));
        Assert.IsType<Int32DataFrameColumn>(frame["n"]);
        Assert.IsType<StringDataFrameColumn>(frame["text"]);
        Assert.Equal(2, frame["n"][2]);
        Assert.Equal("第2行", frame["text"][2]);
        Assert.Equal(new[] { 2f, 2.5f }, Assert.IsType<VBufferDataFrameColumn<float>>(frame["scores"])[2].DenseValues());
    }

    [Theory]
    [InlineData(-1L, 120)]
    [InlineData(7L, 7)]
    [InlineData(200L, 120)]
    public void As_many_rows_are_taken_as_are_wanted(long maxRows, long expected)
    {
        Assert.Equal(expected, View(120).ToDataFrame(maxRows).Rows.Count);
    }

    [Fact]
    public void A_hundred_rows_are_taken_unless_told()
    {
        Assert.Equal(100, View(120).ToDataFrame().Rows.Count);
    }

    [Fact]
    public void Columns_can_be_chosen()
    {
        Assert.Equal(new[] { "text" }, View(2).ToDataFrame("text").Columns.Select(column => column.Name));
        Assert.Equal(new[] { "n", "text" }, View(2).ToDataFrame(-1, "text", "n").Columns.Select(column => column.Name));
    }
}
