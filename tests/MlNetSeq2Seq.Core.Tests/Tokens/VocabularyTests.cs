using System.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class VocabularyTests
{
    [Fact]
    public void Id_of_a_token_is_its_place()
    {
        Vocabulary vocabulary = new(["[PAD]", "你", "##好"]);
        Assert.Equal(3, vocabulary.Count);
        Assert.Equal("你", vocabulary[1]);
        Assert.True(vocabulary.TryGetId("##好", out int id));
        Assert.Equal(2, id);
        Assert.False(vocabulary.TryGetId("好", out _));
        Assert.True(vocabulary.Contains("你"));
    }

    [Fact]
    public void Written_and_read_it_is_the_same()
    {
        string[] tokens = ["[PAD]", "\u2028", "##\u2028", "\u0085", "", "a b", "𠀀", "##x"];
        using MemoryStream stream = new();
        new Vocabulary(tokens).Write(stream);
        stream.Position = 0;
        Assert.Equal(tokens, Vocabulary.Read(stream));
    }

    [Fact]
    public void Line_feed_alone_ends_a_line()
    {
        Vocabulary vocabulary = Read("a\n\u2028\n\u000B\nb");
        Assert.Equal(["a", "\u2028", "\u000B", "b"], vocabulary);
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_no_part_of_tokens() =>
        Assert.Equal(["[PAD]", "b"], Read("\uFEFF[PAD]\r\nb\r\n"));

    [Fact]
    public void Empty_line_is_an_id_without_a_token()
    {
        Vocabulary vocabulary = Read("a\n\nb\n");
        Assert.Equal(3, vocabulary.Count);
        Assert.Equal(string.Empty, vocabulary[1]);
        Assert.False(vocabulary.TryGetId(string.Empty, out _));
    }

    [Theory]
    [InlineData("a\nb\na\n", "The vocabulary has the token 'a' twice, as 0 and as 2.")]
    [InlineData("", "The vocabulary is empty.")]
    [InlineData("\n\n", "The vocabulary is empty.")]
    [InlineData(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        "This is a pointer of Git LFS, not the file itself; fetch it with 'git lfs pull'.")]
    [InlineData("a\rb\n", "Token 0 of the vocabulary holds a line end.")]
    public void File_that_is_no_vocabulary_is_an_error(string text, string message)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Read(text));
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void Broken_utf8_is_an_error_with_the_number_of_its_line()
    {
        using MemoryStream stream = new([0x61, 0x0A, 0xE4, 0xBD, 0x0A]);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Vocabulary.Read(stream));
        Assert.Equal("Line 2 of the vocabulary is not UTF-8.", exception.Message);
    }

    [Fact]
    public void Error_of_a_file_names_it()
    {
        string path = Path.GetTempFileName();
        try
        {
            InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Vocabulary.ReadFile(path));
            Assert.Equal($"Vocabulary '{path}': The vocabulary is empty.", exception.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Id_that_is_not_there_is_an_error(int id)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Vocabulary(["a"])[id]);
        Assert.StartsWith($"The vocabulary has the ids 0 to 0, but was asked for {id}.", exception.Message, StringComparison.Ordinal);
    }

    private static Vocabulary Read(string text)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        return Vocabulary.Read(stream);
    }
}
