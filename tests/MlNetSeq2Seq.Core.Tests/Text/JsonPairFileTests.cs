using System.Text;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tests.Text;

public sealed class JsonPairFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("{\"Question\": \"红茶\", \"Answer\": \"暖茶\"}")] // without a last line end
    [InlineData("{\"Question\": \"红茶\", \"Answer\": \"暖茶\"}\r\n\r\n")] // Windows line ends, and an empty line
    [InlineData("\uFEFF{\"Question\": \"红茶\", \"Answer\": \"暖茶\"}\n")] // a byte order mark
    [InlineData("{\"Answer\": \" 暖茶 \", \"Source\": 1, \"Question\": \"\\u7ea2茶\"}\n")] // escapes, other members, another order
    public void A_pair_is_read_however_its_line_is_dressed(string content)
    {
        File.WriteAllText(_path, content, new UTF8Encoding(false));

        TextPair pair = Assert.Single(JsonPairFile.Read(_path));

        Assert.Equal(("红茶", "暖茶"), (pair.Source, pair.Target));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused_with_their_line()
    {
        File.WriteAllBytes(_path, [.. "{\"Question\": \"a\", \"Answer\": \"b"u8, 0xFF, .. "\"}"u8]);

        Assert.Equal($"Line 1 of '{_path}' holds text that is not UTF-8.", Assert.Throws<InvalidDataException>(() => JsonPairFile.Read(_path)).Message);
    }

    [Fact]
    public void Other_members_may_be_asked_for()
    {
        File.WriteAllText(_path, "{\"instruction\": \"红茶\", \"output\": \"暖茶\"}\n{\"instruction\": \"雨伞\", \"output\": \"伞\"}\n");

        Assert.Equal([("红茶", "暖茶"), ("雨伞", "伞")], JsonPairFile.Read(_path, "instruction", "output").Select(pair => (pair.Source, pair.Target)));
    }

    [Theory]
    [InlineData("{\"Question\": \"红茶\", \"Answer\": \"暖茶\"}\n\n{\"Question\": \"红茶\"}", "Line 3 of '{0}' has no text 'Answer'.")]
    [InlineData("{\"Question\": \" \", \"Answer\": \"暖茶\"}", "Line 1 of '{0}' has no text 'Question'.")]
    [InlineData("[\"红茶\"]", "Line 1 of '{0}' has no text 'Question'.")]
    [InlineData("\n", "'{0}' is empty; wanted are lines {{\"Question\": \"…\", \"Answer\": \"…\"}}.")]
    public void What_is_no_pair_is_refused_in_one_sentence_with_its_line(string content, string message)
    {
        File.WriteAllText(_path, content);

        Assert.Equal(string.Format(null, message, _path), Assert.Throws<InvalidDataException>(() => JsonPairFile.Read(_path)).Message);
    }

    [Fact]
    public void A_text_of_another_encoding_is_refused_with_its_line()
    {
        File.WriteAllText(_path, "{\"Question\": \"红茶\", \"Answer\": \"暖茶\"}\n", Encoding.Unicode);

        Assert.StartsWith($"Line 1 of '{_path}' is not JSON: ", Assert.Throws<InvalidDataException>(() => JsonPairFile.Read(_path)).Message, StringComparison.Ordinal);
    }
}
