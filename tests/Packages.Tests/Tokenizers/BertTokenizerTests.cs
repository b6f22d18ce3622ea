using Microsoft.ML.Tokenizers;
using static Packages.Tests.Tokenizers.SmallVocabulary;

namespace Packages.Tests.Tokenizers;

public class BertTokenizerTests
{
    private static readonly BertTokenizer Tokenizer = BertTokenizer.Create(Open());

    private static IReadOnlyList<int> Encode(string text, BertOptions? options = null) =>
        BertTokenizer.Create(Open(), options).EncodeToIds(text, addSpecialTokens: false);

    [Fact]
    public void Surrounds_a_text_with_special_tokens_unless_told_not_to()
    {
        Assert.Equal([Classification, You, Good, Separator], Tokenizer.EncodeToIds("你好"));
        Assert.Equal([You, Good], Tokenizer.EncodeToIds("你好", addSpecialTokens: false));
    }

    [Fact]
    public void As_the_class_it_extends_it_adds_no_special_tokens()
    {
        Assert.Equal([You, Good], ((Tokenizer)Tokenizer).EncodeToIds("你好"));
    }

    [Theory]
    [InlineData(1, new int[0])]
    [InlineData(3, new[] { Classification, You, Separator })]
    [InlineData(4, new[] { Classification, You, Good, Separator })]
    [InlineData(9, new[] { Classification, You, Good, Separator })]
    public void A_limit_counts_the_special_tokens(int most, int[] expected)
    {
        Assert.Equal(expected, Tokenizer.EncodeToIds("你好", most, out _, out _));
    }

    [Fact]
    public void Knows_its_special_tokens()
    {
        Dictionary<string, int> expected = new()
        {
            ["[PAD]"] = Pad, ["[UNK]"] = Unknown, ["[CLS]"] = Classification, ["[SEP]"] = Separator, ["[MASK]"] = Mask,
        };

        Dictionary<string, int> named = new()
        {
            [Tokenizer.PaddingToken] = Tokenizer.PaddingTokenId,
            [Tokenizer.UnknownToken] = Tokenizer.UnknownTokenId,
            [Tokenizer.ClassificationToken] = Tokenizer.ClassificationTokenId,
            [Tokenizer.SeparatorToken] = Tokenizer.SeparatorTokenId,
            [Tokenizer.MaskingToken] = Tokenizer.MaskingTokenId,
        };

        Assert.Equal(expected, named);
        Assert.Equal(expected, Tokenizer.SpecialTokens!.ToDictionary());
    }

    [Fact]
    public void Takes_Chinese_characters_and_punctuation_for_words()
    {
        Assert.Equal([Play, You, Good, Comma, Play, Ing, Stop], Encode("play你好,playing."));
    }

    [Fact]
    public void Takes_Chinese_characters_together_where_told_so()
    {
        Assert.Equal([Unknown, Play], Encode("你好 play", new BertOptions { IndividuallyTokenizeCjk = false }));
    }

    [Theory]
    [InlineData(true, Play)]
    [InlineData(false, Unknown)]
    public void Makes_capitals_small_unless_told_not_to(bool lowerCase, int expected)
    {
        Assert.Equal([expected], Encode("PLAY", new BertOptions { LowerCaseBeforeTokenization = lowerCase }));
    }

    [Theory]
    [InlineData(true, E)]
    [InlineData(false, Unknown)]
    public void Takes_accents_off_where_told_so(bool removeNonSpacingMarks, int expected)
    {
        Assert.Equal([expected], Encode("e\u0323\u0331", new BertOptions { RemoveNonSpacingMarks = removeNonSpacingMarks }));
    }

    [Theory]
    [InlineData("play\0ing")]
    [InlineData("play\uFFFDing")]
    [InlineData("play\u0007ing")]
    public void Control_and_replacement_characters_go(string text)
    {
        Assert.Equal([Play, Ing], Encode(text));
    }

    [Theory]
    [InlineData("你\u3000好")]
    [InlineData("你\u00A0 好 ")]
    public void Spaces_of_every_width_part_words(string text)
    {
        Assert.Equal([You, Good], Encode(text));
    }

    [Fact]
    public void Special_tokens_in_a_text_stay_whole()
    {
        Assert.Equal([You, Mask, Good, Separator], Encode("你[MASK]好[SEP]"));
    }

    [Fact]
    public void Special_tokens_in_a_text_are_text_where_told_so()
    {
        Assert.Equal([Unknown, Unknown, Unknown], Encode("[MASK]", new BertOptions { SplitOnSpecialTokens = false }));
    }

    [Fact]
    public void Without_basic_tokenization_only_white_space_parts_words()
    {
        Assert.Equal([Play, Unknown, Unknown], Encode("play PLAY play,", new BertOptions { ApplyBasicTokenization = false }));
    }

    [Fact]
    public void Tokens_stand_in_the_normalized_text()
    {
        IReadOnlyList<EncodedToken> tokens = Tokenizer.EncodeToTokens("好PLAYing", out string? normalized);

        Assert.Equal(" 好 playing", normalized);
        Assert.Equal(
            [new EncodedToken(Good, "好", 1..2), new EncodedToken(Play, "play", 3..7), new EncodedToken(Ing, "##ing", 7..10)], tokens);
    }

    [Fact]
    public void Decodes_without_special_tokens_where_told_so()
    {
        Assert.Equal("[CLS] 你 好 [SEP]", Tokenizer.Decode([Classification, You, Good, Separator]));
        Assert.Equal("你 好", Tokenizer.Decode([Classification, You, Good, Separator], skipSpecialTokens: true));
    }

    [Fact]
    public void A_normalizer_and_a_pre_tokenizer_that_are_handed_in_take_the_place_of_its_own()
    {
        BertOptions options = new() { Normalizer = new Unchanged(), PreTokenizer = PreTokenizer.CreateWhiteSpace() };
        BertTokenizer tokenizer = BertTokenizer.Create(Open(), options);

        Assert.Equal([Play, Unknown, Unknown], tokenizer.EncodeToIds("play PLAY 你好", addSpecialTokens: false));
        Assert.Same(options.Normalizer, tokenizer.Normalizer);
        Assert.Same(options.PreTokenizer, tokenizer.PreTokenizer);
    }

    private sealed class Unchanged : Normalizer
    {
        public override string Normalize(string original) => original;

        public override string Normalize(ReadOnlySpan<char> original) => original.ToString();
    }
}
