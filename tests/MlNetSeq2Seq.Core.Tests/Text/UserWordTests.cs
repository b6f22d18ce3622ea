using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tests.Text;

public sealed class UserWordTests
{
    [Fact]
    public void Reads_jieba_s_layout()
    {
        using StringReader reader = new("云计算 5 n\n李小福 2\n\n创新办 i\n韩玉赏鉴\n");
        Assert.Equal(
            [new UserWord("云计算", 5), new UserWord("李小福", 2), new UserWord("创新办"), new UserWord("韩玉赏鉴")],
            UserWord.Read(reader, "words"));
    }

    [Theory]
    [InlineData("好\n云 计算 5\n", 2)]
    [InlineData("云计算 -5\n", 1)]
    [InlineData("云计算 5 n x\n", 1)]
    public void Line_that_is_no_entry_is_an_error_with_its_number(string text, int number)
    {
        using StringReader reader = new(text);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => UserWord.Read(reader, "words"));
        Assert.StartsWith($"Line {number} of the user dictionary 'words' is ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_not_utf8_is_an_error()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [0x61, 0xFF, 0x0A]);
            InvalidDataException exception = Assert.Throws<InvalidDataException>(() => UserWord.ReadFile(path));
            Assert.Equal($"The user dictionary '{path}' is not UTF-8.", exception.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
