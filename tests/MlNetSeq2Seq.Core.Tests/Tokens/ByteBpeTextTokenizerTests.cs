using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class ByteBpeTextTokenizerTests
{
    private const string End = ByteBpeTextTokenizerOptions.EndOfText;

    private static readonly (string[] Tokens, string[] Merges) s_gpt = SmallTokenizers.ByteBpe(["茶", " tea", "tea"], End);

    private static readonly (string[] Tokens, string[] Merges) s_bart = SmallTokenizers.ByteBpe(["茶"], "<s>", "<pad>", "</s>", "<unk>", "<mask>");

    [Fact]
    public void A_character_is_spread_over_the_tokens_of_its_bytes()
    {
        TokenSequence tokens = Gpt().Encode("红茶");

        Assert.Equal([0xE7, 0xBA, 0xA2, 257], tokens.Ids);
        Assert.Equal([new(0, 1), new(0, 1), new(0, 1), new TextSpan(1, 1)], tokens.Offsets);
        Assert.Equal([0, 0, 0, 0], tokens.Words);
    }

    [Fact]
    public void A_part_of_a_surrogate_pair_stands_for_both_halves() =>
        Assert.Equal([new(0, 2), new(0, 2), new(0, 2), new TextSpan(0, 2)], Gpt().Encode("😀").Offsets);

    [Fact]
    public void Words_are_what_stands_between_spaces_and_marks() => Assert.Equal([0, 1, 2], Gpt().Encode("tea tea!").Words);

    [Theory]
    [InlineData("红茶，一杯 tea 😀\n\n  ok")]
    [InlineData("\t　é＃")]
    [InlineData("")]
    public void Decodes_to_the_very_text(string text) => Assert.Equal(text, Gpt().Decode(Gpt().Encode(text).Ids));

    [Fact]
    public void Every_text_of_random_characters_comes_back()
    {
        var random = new Random(1);
        for (int i = 0; i < 500; i++)
        {
            char[] text = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next(1, 0xD800))];
            Assert.Equal(new string(text), Gpt().Decode(Gpt().Encode(new string(text)).Ids));
        }
    }

    [Fact]
    public void A_character_that_is_cut_off_is_replaced() => Assert.Equal("茶\uFFFD", Gpt().Decode([257, 0xE7, 0xBA]));

    [Fact]
    public void Special_tokens_are_left_out_of_text_and_not_read_from_it()
    {
        ByteBpeTextTokenizer tokenizer = Gpt();

        Assert.Equal("茶", tokenizer.Decode([257, tokenizer.SpecialTokens.SeparatorId]));
        Assert.DoesNotContain(tokenizer.SpecialTokens.SeparatorId, tokenizer.Encode("茶" + End).Ids);
        Assert.Equal((false, false), (tokenizer.SpecialTokens.BeginsText, tokenizer.SpecialTokens.HasMask));
    }

    [Fact]
    public void A_mask_that_is_kept_takes_the_space_before_it_along()
    {
        IVocabularyTokenizer tokenizer = (Bart() with { KeepSpecialTokens = true }).Create(new Vocabulary(s_bart.Tokens));

        TokenSequence tokens = tokenizer.Encode("茶 <mask>茶</s>");

        Assert.Equal([257, tokenizer.SpecialTokens.MaskId, 257, tokenizer.SpecialTokens.SeparatorId], tokens.Ids);
        Assert.Equal([new(0, 1), new(1, 7), new(8, 1), new TextSpan(9, 4)], tokens.Offsets);
        Assert.Equal([0, 1, 2, 3], tokens.Words);
    }

    [Fact]
    public void A_space_that_is_put_before_a_text_is_nowhere_in_it()
    {
        IVocabularyTokenizer tokenizer = new ByteBpeTextTokenizerOptions { Merges = s_gpt.Merges, AddPrefixSpace = true }.Create(new Vocabulary(s_gpt.Tokens));

        TokenSequence tokens = tokenizer.Encode("tea tea");

        Assert.Equal(tokens.Ids[0], tokens.Ids[1]);
        Assert.Equal([new(0, 3), new TextSpan(3, 4)], tokens.Offsets);
    }

    [Fact]
    public void A_segmenter_finds_other_words() =>
        Assert.Equal([0, 0, 0, 1], new ByteBpeTextTokenizer(new Vocabulary(s_gpt.Tokens), new() { Merges = s_gpt.Merges }, new Characters()).Encode("红茶").Words);

    [Fact]
    public void A_vocabulary_without_a_byte_is_refused() => Assert.Equal(
        "Byte-level BPE needs a token for each byte, but the vocabulary of 258 tokens lacks 'Ġ' for 0x20.",
        Refused([.. s_gpt.Tokens.Where((_, id) => id is not 32 and < 258), End], []));

    [Theory]
    [InlineData("t x")]
    [InlineData("t")]
    [InlineData("tea tea")]
    public void Merges_of_another_vocabulary_are_refused(string merge) =>
        Assert.StartsWith("The merges do not belong to the vocabulary: ", Refused(s_gpt.Tokens, [merge]), StringComparison.Ordinal);

    [Fact]
    public void A_missing_special_token_is_named() =>
        Assert.Equal("The vocabulary of 256 tokens lacks the special token <|endoftext|>.", Refused(s_gpt.Tokens[..256], []));

    internal static ByteBpeTextTokenizerOptions Bart() => new()
    {
        Merges = s_bart.Merges,
        BeginsText = true,
        SpecialTokenNames = new SpecialTokenNames { Padding = "<pad>", Unknown = "<unk>", Classification = "<s>", Separator = "</s>", Mask = "<mask>" },
    };

    private static ByteBpeTextTokenizer Gpt() => new(new Vocabulary(s_gpt.Tokens), new ByteBpeTextTokenizerOptions { Merges = s_gpt.Merges });

    private static string Refused(string[] tokens, string[] merges) =>
        Assert.Throws<InvalidDataException>(() => new ByteBpeTextTokenizer(new Vocabulary(tokens), new ByteBpeTextTokenizerOptions { Merges = merges })).Message;

    private sealed class Characters : IWordSegmenter
    {
        public TextSpan[] Segment(string text) => [.. text.Select((_, i) => new TextSpan(i, 1))];
    }
}
