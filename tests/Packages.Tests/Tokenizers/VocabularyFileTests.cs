using System.Text;
using Microsoft.ML.Tokenizers;

namespace Packages.Tests.Tokenizers;

public class VocabularyFileTests
{
    [Fact]
    public void The_number_of_a_line_is_the_id_of_its_token_and_empty_lines_count()
    {
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(SmallVocabulary.OpenText("[UNK]\n\n甲\n\n乙\n"));

        Assert.Equal([2, 4], tokenizer.EncodeToIds("甲 乙"));
    }

    [Fact]
    public void Lines_may_end_as_on_Windows()
    {
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(SmallVocabulary.OpenText("[UNK]\r\n甲\r\n乙\r\n"));

        Assert.Equal([1, 2], tokenizer.EncodeToIds("甲 乙"));
    }

    [Fact]
    public void Line_separators_of_Unicode_are_characters_of_tokens()
    {
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(SmallVocabulary.OpenText("[UNK]\n甲\u2028\n\u2028\n乙\n"));

        Assert.Equal([1], tokenizer.EncodeToIds("甲\u2028", considerPreTokenization: false));
        Assert.Equal([3], tokenizer.EncodeToIds("乙"));
    }

    [Fact]
    public void A_token_that_stands_twice_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => WordPieceTokenizer.Create(SmallVocabulary.OpenText("[UNK]\n甲\n甲")));
    }

    [Fact]
    public void A_vocabulary_without_the_unknown_token_is_an_error()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => WordPieceTokenizer.Create(SmallVocabulary.OpenText("甲")));

        Assert.Contains("[UNK]", exception.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_vocabulary_without_a_special_token_is_an_error(bool splitOnSpecialTokens)
    {
        BertOptions options = new() { SplitOnSpecialTokens = splitOnSpecialTokens };
        Stream vocabulary = SmallVocabulary.OpenText("[PAD]\n[UNK]\n[CLS]\n[SEP]");

        Assert.ThrowsAny<SystemException>(() => BertTokenizer.Create(vocabulary, options));
    }

    [Fact]
    public void No_stream_and_no_path_are_errors()
    {
        Assert.Throws<ArgumentNullException>(() => BertTokenizer.Create((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => BertTokenizer.Create((string)null!));
        Assert.Throws<FileNotFoundException>(() => BertTokenizer.Create(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
    }

    [Fact]
    public async Task A_vocabulary_can_come_from_a_file_or_a_stream_at_once_or_later()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n甲", Encoding.UTF8);
        try
        {
            using FileStream stream = File.OpenRead(file);
            BertTokenizer[] tokenizers =
                [BertTokenizer.Create(file), await BertTokenizer.CreateAsync(file), await BertTokenizer.CreateAsync(stream)];

            Assert.All(tokenizers, tokenizer => Assert.Equal([2, 5, 3], tokenizer.EncodeToIds("甲")));
            Assert.True(stream.CanRead);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
