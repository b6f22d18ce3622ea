using System.Globalization;
using System.Text;
using Microsoft.Data.Analysis;

namespace Packages.Tests.DataAnalysis;

public class SaveCsvTests
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static string[] Save(DataFrame frame, char separator = ',', bool header = true, Encoding? encoding = null)
    {
        using MemoryStream stream = new();
        DataFrame.SaveCsv(frame, stream, separator, header, encoding ?? Utf8, CultureInfo.InvariantCulture);
        return Utf8.GetString(stream.ToArray()).Split(Environment.NewLine);
    }

    [Fact]
    public void Writes_a_header_and_a_line_for_each_row()
    {
        DataFrame frame = new(
            new StringDataFrameColumn("title", new[] { "绿茶", null! }),
            new Int32DataFrameColumn("length", new int?[] { 2, null }),
            new BooleanDataFrameColumn("kept", new[] { true, false }));

        Assert.Equal(new[] { "title,length,kept", "绿茶,2,True", ",,False", "" }, Save(frame));
    }

    [Fact]
    public void Fractions_keep_their_digits()
    {
        DataFrame frame = new(new SingleDataFrameColumn("f", new[] { 0.1f }), new DoubleDataFrameColumn("d", new[] { 0.1 }));

        Assert.Equal("0.100000001,0.10000000000000001", Save(frame)[1]);
    }

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("a;b", "a;b")]
    public void Quotes_what_needs_quotes(string value, string written)
    {
        DataFrame frame = new(new StringDataFrameColumn(value, new[] { value }));

        Assert.Equal(new[] { written, written, "" }, Save(frame));
    }

    [Fact]
    public void The_header_can_be_left_out_and_the_separator_chosen()
    {
        DataFrame frame = new(new StringDataFrameColumn("source", new[] { "茶,水" }), new StringDataFrameColumn("target", new[] { "好" }));

        Assert.Equal(new[] { "茶,水\u0001好", "" }, Save(frame, '\u0001', header: false));
    }

    [Fact]
    public void The_encoding_is_ASCII_unless_told()
    {
        using MemoryStream stream = new();

        DataFrame.SaveCsv(new DataFrame(new StringDataFrameColumn("t", new[] { "茶" })), stream, header: false);

        Assert.Equal("?" + Environment.NewLine, Encoding.ASCII.GetString(stream.ToArray()));
    }

    [Fact]
    public void The_stream_stays_open()
    {
        using MemoryStream stream = new();

        DataFrame.SaveCsv(new DataFrame(new Int32DataFrameColumn("n", new[] { 1 })), stream);

        Assert.True(stream.CanWrite);
    }

    [Fact]
    public void The_separator_cannot_be_the_decimal_point()
    {
        DataFrame frame = new(new Int32DataFrameColumn("n", new[] { 1 }));

        Assert.Throws<ArgumentException>(
            () => DataFrame.SaveCsv(frame, new MemoryStream(), separator: '.', cultureInfo: CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_file_that_was_written_is_read_back_the_same()
    {
        DataFrame frame = new(
            new StringDataFrameColumn("title", new[] { "绿茶, \"新\"", "第一行\n第二行" }),
            new Int64DataFrameColumn("tokens", new long?[] { 12345678901, null }),
            new SingleDataFrameColumn("loss", new float?[] { 0.1f, null }),
            new DoubleDataFrameColumn("rate", new[] { 1e-5, 1.0 / 3 }),
            new BooleanDataFrameColumn("kept", new bool?[] { true, null }));
        string path = Path.GetTempFileName();
        try
        {
            DataFrame.SaveCsv(frame, path, encoding: Encoding.UTF8, cultureInfo: CultureInfo.InvariantCulture);
            DataFrame loaded = DataFrame.LoadCsv(
                path,
                dataTypes: frame.Columns.Select(column => column.DataType).ToArray(),
                cultureInfo: CultureInfo.InvariantCulture);

            Assert.Equal(frame.Columns.Select(column => column.Name), loaded.Columns.Select(column => column.Name));
            Assert.Equal(frame.Rows[0], loaded.Rows[0]);
            Assert.Equal(frame.Rows[1], loaded.Rows[1]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
