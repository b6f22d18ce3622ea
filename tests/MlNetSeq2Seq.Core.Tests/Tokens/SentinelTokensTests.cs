using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class SentinelTokensTests
{
    [Fact]
    public void T5_s_sentinels_are_taken_in_the_order_of_their_numbers() =>
        Assert.Equal([7, 6, 5], SentinelTokens.Of(TestTokens.Vocabulary("<extra_id_2>", "<extra_id_1>", "<extra_id_0>", "[unused1]")));

    [Fact]
    public void A_vocabulary_without_them_lends_its_unused_tokens_up_to_the_first_gap() =>
        Assert.Equal([5, 6], SentinelTokens.Of(TestTokens.Vocabulary("[unused1]", "[unused2]", "[unused4]")));

    [Fact]
    public void A_vocabulary_with_neither_is_refused()
    {
        Exception thrown = Assert.Throws<InvalidDataException>(() => SentinelTokens.Of(TestTokens.Vocabulary("茶")));
        Assert.Equal("The vocabulary of 6 tokens has no sentinels: neither <extra_id_0> nor [unused1].", thrown.Message);
    }

    [Fact]
    public void Chinese_sentence_ends_are_found()
    {
        Assert.Equal([6, 5], SentenceEndTokens.Of(TestTokens.Vocabulary("？", "。", "，")));
        Assert.Throws<InvalidDataException>(() => SentenceEndTokens.Of(TestTokens.Vocabulary("，")));
    }
}
