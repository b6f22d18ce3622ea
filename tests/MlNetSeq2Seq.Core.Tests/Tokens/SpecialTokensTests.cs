using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class SpecialTokensTests
{
    [Fact]
    public void Are_looked_up_by_name() => Assert.Equal(TestTokens.Special, SpecialTokens.Of(TestTokens.Vocabulary("a")));

    [Fact]
    public void Can_have_other_names()
    {
        SpecialTokenNames names = new()
        {
            Padding = "<pad>",
            Unknown = "<unk>",
            Classification = "<s>",
            Separator = "</s>",
            Mask = "<mask>",
        };
        SpecialTokens special = SpecialTokens.Of(new Vocabulary(["<s>", "<pad>", "</s>", "<unk>", "<mask>"]), names);
        Assert.Equal(new SpecialTokens { PaddingId = 1, UnknownId = 3, ClassificationId = 0, SeparatorId = 2, MaskId = 4 }, special);
    }

    [Fact]
    public void Vocabulary_without_separator_is_an_error()
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(
            () => SpecialTokens.Of(new Vocabulary(["[PAD]", "[UNK]", "[CLS]", "[MASK]"])));
        Assert.Equal("The vocabulary of 4 tokens lacks the special token [SEP].", exception.Message);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Know_themselves(int id, bool isSpecial) => Assert.Equal(isSpecial, TestTokens.Special.Contains(id));
}
