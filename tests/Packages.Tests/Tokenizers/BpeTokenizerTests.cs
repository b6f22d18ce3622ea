using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Packages.Tests.Tokenizers;

public sealed class BpeTokenizerTests
{
    // The bytes are 0 to 255; then 茶 in two joins (E8 8C is 256, 茶 257), and " te", "tea" as they come.
    private static readonly (string[] Tokens, string[] Merges) s_small = SmallTokenizers.ByteBpe(["茶", "tea", " tea"]);

    private static readonly Dictionary<string, int> s_ids = s_small.Tokens.Index().ToDictionary(entry => entry.Item, entry => entry.Index);

    private static readonly BpeTokenizer s_tokenizer = BpeTokenizer.Create(new BpeOptions(s_ids)
    {
        Merges = s_small.Merges, ByteLevel = true, PreTokenizer = new RegexPreTokenizer(new Regex(@" ?\p{L}+| ?[^\s\p{L}]+|\s+"), null),
    });

    [Fact]
    public void Joins_bytes_in_the_order_of_the_merges() =>
        Assert.Equal([257, 0xE7, 0xBA, 0xA2], s_tokenizer.EncodeToIds("茶红"));

    [Fact]
    public void A_merge_that_comes_first_wins_over_one_further_left()
    {
        BpeTokenizer tokenizer = BpeTokenizer.Create(new BpeOptions(new Dictionary<string, int> { ["a"] = 0, ["b"] = 1, ["c"] = 2, ["bc"] = 3, ["ab"] = 4 })
        {
            Merges = ["b c", "a b"],
        });

        Assert.Equal([0, 3, 4, 3], tokenizer.EncodeToIds("abc abbc"));
    }

    [Fact]
    public void A_token_within_a_character_stands_where_that_begins()
    {
        EncodedToken[] tokens = [.. s_tokenizer.EncodeToTokens("茶😀", out string? normalized)];

        Assert.Null(normalized);
        Assert.Equal([0..1, 1..2, 1..2, 1..2, 1..2], tokens.Select(token => token.Offset));
        Assert.Equal([257, 0xF0, 0x9F, 0x98, 0x80], tokens.Select(token => token.Id));
    }

    [Theory]
    [InlineData("茶 tea 😀\n")]
    [InlineData("é ＡＢ　\t")]
    [InlineData("")]
    public void Decodes_to_the_bytes_of_the_text(string text) => Assert.Equal(text, s_tokenizer.Decode(s_tokenizer.EncodeToIds(text)));

    [Fact]
    public void Bytes_that_are_no_character_are_replaced() => Assert.Equal("\uFFFDa", s_tokenizer.Decode([256, 'a']));

    [Fact]
    public void As_many_ids_are_given_as_there_is_room_for()
    {
        IReadOnlyList<int> ids = s_tokenizer.EncodeToIds("茶红 tea", maxTokenCount: 2, out _, out int consumed);

        Assert.Equal([257, 0xE7], ids);
        Assert.Equal(1, consumed);
    }

    [Fact]
    public void Special_tokens_are_kept_whole_where_the_pre_tokenizer_does_so()
    {
        Dictionary<string, int> special = new() { ["<|end|>"] = 999 };
        BpeTokenizer tokenizer = BpeTokenizer.Create(new BpeOptions(s_ids)
        {
            Merges = s_small.Merges, ByteLevel = true, SpecialTokens = special, PreTokenizer = new RegexPreTokenizer(new Regex(@"\S+|\s+"), special),
            BeginningOfSentenceToken = "<|end|>", EndOfSentenceToken = "<|end|>",
        });

        Assert.Equal([999, 'a', 999, 'b', 999], tokenizer.EncodeToIds("a<|end|>b"));
        Assert.Equal("<|end|>a", tokenizer.Decode([999, 'a']));
        Assert.Equal("a", tokenizer.Decode([999, 'a'], considerSpecialTokens: false));
    }

    [Fact]
    public void Reads_the_two_files()
    {
        using MemoryStream vocabulary = new("{\"a\":0,\"b\":1,\"ab\":2}"u8.ToArray());
        using MemoryStream merges = new(Encoding.UTF8.GetBytes("#version: 0.2\na b\n"));

        Assert.Equal([2, 0], BpeTokenizer.Create(vocabulary, merges).EncodeToIds("aba"));
    }

    [Theory]
    [InlineData("a x")]
    [InlineData("x a")]
    [InlineData("a b")]
    [InlineData("ab")]
    public void Merges_that_do_not_belong_to_the_vocabulary_are_refused(string merge) => Assert.Throws<InvalidOperationException>(
        () => BpeTokenizer.Create(new BpeOptions(new Dictionary<string, int> { ["a"] = 0, ["b"] = 1 }) { Merges = [merge] }));

    [Fact]
    public void Characters_without_a_token_are_the_unknown_one_or_left_out()
    {
        Dictionary<string, int> ids = new() { ["a"] = 0, ["?"] = 1 };

        Assert.Equal([0, 1, 1, 0], BpeTokenizer.Create(new BpeOptions(ids) { UnknownToken = "?" }).EncodeToIds("axya"));
        Assert.Equal([0, 1, 0], BpeTokenizer.Create(new BpeOptions(ids) { UnknownToken = "?", FuseUnknownTokens = true }).EncodeToIds("axya"));
        Assert.Equal([0, 0], BpeTokenizer.Create(new BpeOptions(ids)).EncodeToIds("axya"));
    }
}
