using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class WordTokenizationTests
{
    private static readonly Vocabulary Vocabulary = TestTokens.Vocabulary("红", "茶", "好", "he", "##llo", " ");

    [Fact]
    public void Knows_the_word_of_each_token_by_the_offsets_of_words()
    {
        // 红茶 | 好 | space | hello
        TokenRow row = Make().Encode("红茶好 hello", [0, 2, 3, 4]);

        Assert.Equal([2, 5, 6, 7, 8, 9, 3], row.Ids);
        Assert.Equal([-1, 0, 0, 1, 3, 3, -1], row.Words);
    }

    [Fact]
    public void Cuts_words_by_themselves()
    {
        TokenRow row = Make(addSpecialTokens: false).Encode((string[])["红茶", " ", "hello"]);

        Assert.Equal([5, 6, 8, 9], row.Ids);
        Assert.Equal([0, 0, 2, 2], row.Words);
    }

    [Fact]
    public void Without_words_an_ideograph_is_one() => Assert.Equal([-1, 0, 1, 2, 2, -1], Make().Encode("红茶hello").Words);

    [Theory]
    [InlineData(true, 4, new[] { 2, 5, 6, 3 })]
    [InlineData(false, 3, new[] { 5, 6, 7 })]
    [InlineData(true, 5, new[] { 2, 5, 6, 7, 3 })]
    public void A_long_row_is_cut_at_its_end(bool addSpecialTokens, int maximumLength, int[] ids)
    {
        TokenRow row = Make(addSpecialTokens, maximumLength).Encode("红茶好");

        Assert.Equal(ids, row.Ids);
        Assert.Equal(ids.Length, row.Words.Length);
    }

    [Fact]
    public void An_empty_text_is_its_special_tokens() => Assert.Equal([2, 3], Make().Encode("", []).Ids);

    [Theory]
    [InlineData(new[] { 1, 0 })]
    [InlineData(new[] { -1 })]
    [InlineData(new[] { 0, 9 })]
    public void Offsets_that_are_not_of_the_text_are_refused(int[] offsets) =>
        Assert.Throws<ArgumentException>(() => Make().Encode("红茶", offsets));

    [Fact]
    public void A_limit_without_room_is_refused()
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Make(addSpecialTokens: true, maximumLength: 2)).Message;

        Assert.StartsWith("WordTokenization needs room for 2 special tokens and one other, but MaximumLength is 2.", message, StringComparison.Ordinal);
    }

    private static WordTokenization Make(bool addSpecialTokens = true, int? maximumLength = null) => new(
        new WordTokenizationOptions { Vocabulary = Vocabulary, AddSpecialTokens = addSpecialTokens, MaximumLength = maximumLength });
}
