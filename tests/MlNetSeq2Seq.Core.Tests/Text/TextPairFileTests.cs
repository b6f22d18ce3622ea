using System.Text;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tests.Text;

public sealed class TextPairFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_line_is_a_pair()
    {
        Assert.Equal([("红茶", "一杯暖红茶"), ("雨伞", "晴雨两用伞")], Pairs("红茶\u0001一杯暖红茶\n雨伞\u0001晴雨两用伞\n"));
    }

    [Theory]
    [InlineData("红茶\u0001暖茶")] // without a last line end
    [InlineData("红茶\u0001暖茶\r\n")] // Windows line ends
    [InlineData("\uFEFF红茶\u0001暖茶\n")] // a byte order mark
    [InlineData(" 红茶\u3000\u0001\t暖茶 \n")] // space around the texts
    [InlineData("红茶\u0001暖茶\u0001第三栏\u0001\n")] // more fields than two
    public void A_pair_is_read_however_its_line_is_dressed(string content)
    {
        Assert.Equal([("红茶", "暖茶")], Pairs(content));
    }

    [Theory]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    [InlineData('\u0085')]
    [InlineData('\v')]
    [InlineData('\r')]
    public void Only_a_line_feed_ends_a_line(char other)
    {
        Assert.Equal([("红茶", $"暖{other}茶"), ("雨伞", "伞")], Pairs($"红茶\u0001暖{other}茶\n雨伞\u0001伞\n"));
    }

    [Fact]
    public void Another_separator_may_be_asked_for()
    {
        Write("红茶\t暖\u0001茶\n"u8);

        TextPair pair = Assert.Single(TextPairFile.Read(_path, '\t'));

        Assert.Equal(("红茶", "暖\u0001茶"), (pair.Source, pair.Target));
    }

    [Theory]
    [InlineData("红茶\u0001暖茶\n雨伞 伞\n", "Line 2 of '{0}' has no separator U+0001 between a source and a target.")]
    [InlineData("红茶\u0001暖茶\n\n雨伞\u0001伞\n", "Line 2 of '{0}' has no separator U+0001 between a source and a target.")]
    [InlineData("红茶\u0001暖茶\r\n雨伞\u0001伞\r\n\u0001台灯\r\n", "Line 3 of '{0}' has an empty source.")]
    [InlineData(" \u3000\u0001台灯\n", "Line 1 of '{0}' has an empty source.")]
    [InlineData("台灯\u0001 \n", "Line 1 of '{0}' has an empty target.")]
    [InlineData("台灯\u0001\u0001灯", "Line 1 of '{0}' has an empty target.")]
    [InlineData("", "'{0}' is empty; wanted are lines of two texts with U+0001 between them.")]
    [InlineData("\uFEFF", "'{0}' is empty; wanted are lines of two texts with U+0001 between them.")]
    public void What_is_no_pair_is_refused_in_one_sentence_with_its_line(string content, string message)
    {
        Write(Encoding.UTF8.GetBytes(content));

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => TextPairFile.Read(_path));

        Assert.Equal(string.Format(null, message, _path), thrown.Message);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused_with_their_line_and_place()
    {
        Write([.. "红茶\u0001暖茶\n"u8, .. "ab"u8, 0xFF, .. "\u0001灯\n"u8]);

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => TextPairFile.Read(_path));

        Assert.Equal($"Line 2 of '{_path}' is not UTF-8: byte 2 is 0xFF.", thrown.Message);
    }

    [Fact]
    public void A_character_that_is_cut_off_at_the_end_of_the_file_is_refused_with_its_line()
    {
        Write([.. "红茶\u0001暖茶\n雨伞\u0001"u8, .. "伞"u8[..2]]);

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => TextPairFile.Read(_path));

        Assert.StartsWith($"Line 2 of '{_path}' is not UTF-8: ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_another_encoding_is_refused()
    {
        Write(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("红茶\u0001暖茶\n")).ToArray());

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => TextPairFile.Read(_path));

        Assert.Equal($"Line 1 of '{_path}' is not UTF-8: byte 0 is 0xFF.", thrown.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        FileNotFoundException thrown = Assert.Throws<FileNotFoundException>(() => TextPairFile.Read(_path + "no-such-file"));

        Assert.Contains(_path + "no-such-file", thrown.Message, StringComparison.Ordinal);
    }

    private (string Source, string Target)[] Pairs(string content)
    {
        Write(Encoding.UTF8.GetBytes(content));
        return [.. TextPairFile.Read(_path).Select(p => (p.Source, p.Target))];
    }

    private void Write(ReadOnlySpan<byte> bytes) => File.WriteAllBytes(_path, bytes);
}
