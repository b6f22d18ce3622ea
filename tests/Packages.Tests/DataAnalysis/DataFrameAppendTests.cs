using System.Globalization;
using Microsoft.Data.Analysis;

namespace Packages.Tests.DataAnalysis;

public class DataFrameAppendTests
{
    private static DataFrame Pairs() => new(
        new StringDataFrameColumn("source", new[] { "茶" }),
        new SingleDataFrameColumn("score", new[] { 0.5f }));

    [Fact]
    public void Appending_gives_a_new_frame()
    {
        DataFrame frame = Pairs();

        DataFrame longer = frame.Append(new object[] { "书", 0.25f });

        Assert.Equal(1, frame.Rows.Count);
        Assert.Equal(2, longer.Rows.Count);
        Assert.Equal(new object[] { "书", 0.25f }, longer.Rows[1]);
    }

    [Fact]
    public void Appending_in_place_changes_the_frame()
    {
        DataFrame frame = Pairs();

        frame.Append(new object[] { "书", 0.25f }, inPlace: true);

        Assert.Equal(2, frame.Rows.Count);
    }

    [Fact]
    public void Values_are_converted_to_the_types_of_the_columns()
    {
        DataFrame frame = Pairs();

        frame.Append(new object[] { 7, "0.125" }, inPlace: true, CultureInfo.InvariantCulture);

        Assert.Equal(new object[] { "7", 0.125f }, frame.Rows[1]);
    }

    [Fact]
    public void Numbers_are_read_by_the_culture()
    {
        DataFrame frame = Pairs();
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = ".";

        frame.Append(new object[] { "书", "0,5" }, inPlace: true, comma);

        Assert.Equal(0.5f, frame[1, 1]);
    }

    [Theory]
    [InlineData("null", "null", null, null)]
    [InlineData("Null", "NULL", null, null)]
    [InlineData("", "", "", null)]
    public void Some_text_stands_for_null(string source, string score, string? expectedSource, object? expectedScore)
    {
        DataFrame frame = Pairs();

        frame.Append(new object[] { source, score }, inPlace: true);

        Assert.Equal(new[] { expectedSource, expectedScore }, frame.Rows[1]);
    }

    [Fact]
    public void A_short_row_is_filled_with_nulls()
    {
        DataFrame frame = Pairs();

        frame.Append(new object[] { "书" }, inPlace: true);
        frame.Append(inPlace: true);

        Assert.Equal(new object?[] { "书", null }, frame.Rows[1]);
        Assert.Equal(new object?[] { null, null }, frame.Rows[2]);
    }

    [Fact]
    public void A_row_that_is_too_long_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => Pairs().Append(new object[] { "书", 0.5f, 1 }));
    }

    [Fact]
    public void A_row_that_does_not_fit_leaves_the_frame_as_it_was()
    {
        DataFrame frame = Pairs();

        Assert.Throws<FormatException>(() => frame.Append(new object[] { "书", "no number" }, inPlace: true));

        Assert.Equal(1, frame.Rows.Count);
        Assert.Equal(1, frame["source"].Length);
    }

    [Fact]
    public void Named_values_go_to_their_columns()
    {
        DataFrame frame = Pairs();

        frame.Append(new[] { KeyValuePair.Create<string, object>("score", 1) }, inPlace: true);

        Assert.Equal(new object?[] { null, 1f }, frame.Rows[1]);
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => Pairs().Append(new[] { KeyValuePair.Create<string, object>("rank", 1) }));
    }

    [Fact]
    public void Rows_of_another_frame_are_appended_by_name()
    {
        DataFrame other = new(new DoubleDataFrameColumn("score", new[] { 0.75 }), new StringDataFrameColumn("source", new[] { "笔" }));

        DataFrame both = Pairs().Append(other.Rows);

        Assert.Equal(new object[] { "笔", 0.75f }, both.Rows[1]);
    }

    [Fact]
    public void A_frame_is_loaded_from_rows_and_the_types_of_columns()
    {
        DataFrame frame = DataFrame.LoadFrom(
            new object[][] { ["茶", 3], ["书", null!] },
            new[] { ("source", typeof(string)), ("length", typeof(int)) });

        Assert.IsType<Int32DataFrameColumn>(frame["length"]);
        Assert.Equal(new object?[] { 3, null }, frame.Rows.Select(row => row["length"]));
    }
}
