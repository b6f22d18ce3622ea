using System.Text;
using Microsoft.Data.Analysis;

namespace Packages.Tests.DataAnalysis;

public class LoadCsvTests
{
    private static readonly Type[] TwoTexts = [typeof(string), typeof(string)];

    [Fact]
    public void Types_are_guessed_and_a_whole_number_is_guessed_a_float()
    {
        DataFrame frame = DataFrame.LoadCsvFromString("text,flag,whole,part\nabc,true,1,0.5\ndef,false,2,1.5\n");

        Assert.IsType<StringDataFrameColumn>(frame["text"]);
        Assert.IsType<BooleanDataFrameColumn>(frame["flag"]);
        Assert.IsType<SingleDataFrameColumn>(frame["whole"]);
        Assert.IsType<SingleDataFrameColumn>(frame["part"]);
        Assert.Equal(new object[] { "def", false, 2f, 1.5f }, frame.Rows[1]);
    }

    [Fact]
    public void A_guess_looks_past_nulls_and_settles_on_the_widest_type()
    {
        DataFrame frame = DataFrame.LoadCsvFromString("a,b,c\nnull,1,\n,x,\n3,2,\n");

        Assert.IsType<SingleDataFrameColumn>(frame["a"]);
        Assert.IsType<StringDataFrameColumn>(frame["b"]);
        Assert.IsType<StringDataFrameColumn>(frame["c"]);
        Assert.Equal(new object?[] { null, null, 3f }, frame.Rows.Select(row => row["a"]));
    }

    [Fact]
    public void A_guess_that_the_rest_belies_is_an_error()
    {
        Assert.Throws<FormatException>(() => DataFrame.LoadCsvFromString("n\n1\n2\nx\n", guessRows: 2));
    }

    [Fact]
    public void Given_types_are_taken()
    {
        DataFrame frame = DataFrame.LoadCsvFromString(
            "epoch,tokens,loss,text\n1,2,0.5,7\n",
            dataTypes: [typeof(int), typeof(long), typeof(double), typeof(string)]);

        Assert.Equal(new object[] { 1, 2L, 0.5, "7" }, frame.Rows[0]);
    }

    [Fact]
    public void Without_a_header_the_columns_are_numbered()
    {
        DataFrame frame = DataFrame.LoadCsvFromString("a,b\nc,d\n", header: false);

        Assert.Equal(new[] { "Column0", "Column1" }, frame.Columns.Select(column => column.Name));
        Assert.Equal(2, frame.Rows.Count);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void Given_names_are_taken_with_or_without_a_header(bool header, long rows)
    {
        DataFrame frame = DataFrame.LoadCsvFromString("a,b\nc,d\n", header: header, columnNames: ["source", "target"]);

        Assert.Equal(new[] { "source", "target" }, frame.Columns.Select(column => column.Name));
        Assert.Equal(rows, frame.Rows.Count);
    }

    [Fact]
    public void A_control_character_can_separate()
    {
        DataFrame frame = DataFrame.LoadCsvFromString(
            "绿茶\u0001一杯，喝到春天\n红茶\u0001暖, 不涩\n",
            separator: '\u0001', header: false, columnNames: ["source", "target"], dataTypes: TwoTexts);

        Assert.Equal(new object[] { "绿茶", "一杯，喝到春天" }, frame.Rows[0]);
        Assert.Equal(new object[] { "红茶", "暖, 不涩" }, frame.Rows[1]);
    }

    [Theory]
    [InlineData("\"a,b\",c", "a,b", "c")]
    [InlineData("\"say \"\"hi\"\"\",c", "say \"hi\"", "c")]
    [InlineData("a,\"b\nc\"", "a", "b\nc")]
    [InlineData("a,\"\"", "a", "")]
    [InlineData("a,b \"c\"", "a", "b \"c\"")]
    [InlineData("  \"a\"  ,b", "a", "b")]
    public void Quotes_protect_separators_quotes_and_line_ends(string line, string first, string second)
    {
        DataFrame frame = DataFrame.LoadCsvFromString(line + "\n", header: false, dataTypes: TwoTexts);

        Assert.Equal(new object[] { first, second }, frame.Rows[0]);
    }

    [Theory]
    [InlineData(" a , b ", "a", "b")]
    [InlineData("\" a \",b", "a", "b")]
    [InlineData("a\u3000,b", "a", "b")]
    public void White_space_around_a_field_is_lost_even_in_quotes(string line, string first, string second)
    {
        DataFrame frame = DataFrame.LoadCsvFromString(line, header: false, dataTypes: TwoTexts);

        Assert.Equal(new object[] { first, second }, frame.Rows[0]);
    }

    [Theory]
    [InlineData("\"a,b\n")]
    [InlineData("\"a\" more,b\n")]
    public void A_quoted_field_without_a_proper_end_is_an_error(string text)
    {
        Assert.ThrowsAny<Exception>(() => DataFrame.LoadCsvFromString(text, header: false, dataTypes: TwoTexts));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_end_in_any_of_three_ways_and_blank_ones_are_skipped(string lineEnd)
    {
        string text = string.Join(lineEnd, "a,b", "", "c,d", "  ", "e,f");

        DataFrame frame = DataFrame.LoadCsvFromString(text, header: false, dataTypes: TwoTexts);

        Assert.Equal(new object[] { "a", "c", "e" }, frame.Rows.Select(row => row[0]));
        Assert.Equal(new object[] { "b", "d", "f" }, frame.Rows.Select(row => row[1]));
    }

    [Fact]
    public void An_empty_field_is_empty_text_and_otherwise_null()
    {
        DataFrame frame = DataFrame.LoadCsvFromString(",\na,1\n", header: false, dataTypes: [typeof(string), typeof(int)]);

        Assert.Equal(new object?[] { "", null }, frame.Rows[0]);
    }

    [Fact]
    public void Rows_to_read_do_not_count_the_header()
    {
        Assert.Equal(2, DataFrame.LoadCsvFromString("n\n1\n2\n3\n", numberOfRowsToRead: 2).Rows.Count);
    }

    [Fact]
    public void An_index_column_can_be_put_first()
    {
        DataFrame frame = DataFrame.LoadCsvFromString("n\n5\n6\n", addIndexColumn: true);

        Assert.Equal("IndexColumn", frame.Columns[0].Name);
        Assert.Equal(new object[] { 0L, 1L }, frame.Rows.Select(row => row[0]));
    }

    [Fact]
    public void Names_that_come_twice_are_an_error_or_are_numbered()
    {
        const string text = "loss,loss,loss\n1,2,3\n";

        Assert.Throws<ArgumentException>(() => DataFrame.LoadCsvFromString(text));
        Assert.Equal(
            new[] { "loss", "loss.1", "loss.2" },
            DataFrame.LoadCsvFromString(text, renameDuplicatedColumns: true).Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_line_with_too_few_fields_is_an_error_among_the_guessed_and_is_filled_behind_them()
    {
        Assert.Throws<FormatException>(() => DataFrame.LoadCsvFromString("a,b\n1,2\n3\n"));
        Assert.Null(DataFrame.LoadCsvFromString("a,b\n1,2\n3\n", guessRows: 2)[1, 1]);
    }

    [Fact]
    public void A_line_with_too_many_fields_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => DataFrame.LoadCsvFromString("1,2\n3,4,5\n", header: false, guessRows: 1));
    }

    [Fact]
    public void Nothing_to_read_is_an_error()
    {
        Assert.Throws<FormatException>(() => DataFrame.LoadCsvFromString("\n \n"));
    }

    [Fact]
    public void Types_must_be_given_or_guessed()
    {
        Assert.Throws<ArgumentException>(() => DataFrame.LoadCsvFromString("a\n1\n", guessRows: 0));
    }

    [Fact]
    public void A_function_can_guess_the_types()
    {
        DataFrame frame = DataFrame.LoadCsvFromString("n\n1\n", guessTypeFunction: _ => typeof(int));

        Assert.IsType<Int32DataFrameColumn>(frame["n"]);
    }

    [Fact]
    public void A_stream_is_read_in_its_encoding_and_stays_open()
    {
        using MemoryStream stream = new(Encoding.Unicode.GetBytes("title\n绿茶\n"));

        DataFrame frame = DataFrame.LoadCsv(stream, encoding: Encoding.Unicode);

        Assert.Equal("绿茶", frame[0, 0]);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void A_stream_is_UTF8_unless_told_and_a_byte_order_mark_is_left_out()
    {
        using MemoryStream stream = new([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("title\n绿茶\n")]);

        DataFrame frame = DataFrame.LoadCsv(stream);

        Assert.Equal("绿茶", frame["title"][0]);
    }

    [Fact]
    public void A_file_is_read_by_its_name()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "title\n绿茶\n");

            Assert.Equal("绿茶", DataFrame.LoadCsv(path)[0, 0]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
