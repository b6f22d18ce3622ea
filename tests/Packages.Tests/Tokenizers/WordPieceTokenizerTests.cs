using System.Buffers;
using Microsoft.ML.Tokenizers;
using static Packages.Tests.Tokenizers.SmallVocabulary;

namespace Packages.Tests.Tokenizers;

public class WordPieceTokenizerTests
{
    private static readonly WordPieceTokenizer Tokenizer = WordPieceTokenizer.Create(Open());

    [Fact]
    public void Takes_the_longest_piece_and_then_the_longest_that_continues_it()
    {
        Assert.Equal([Play, Ing, Plays, Play, Ed], Tokenizer.EncodeToIds("playing plays played"));
    }

    [Fact]
    public void A_word_with_a_rest_that_no_piece_continues_is_unknown_as_a_whole()
    {
        Assert.Equal([Play, Unknown, Play], Tokenizer.EncodeToIds("play playx play"));
    }

    [Fact]
    public void Tells_value_and_place_of_each_token()
    {
        EncodedToken[] tokens = Tokenizer.EncodeToTokens(" playing 你x", out string? normalized).ToArray();

        Assert.Null(normalized);
        Assert.Equal(
            [new EncodedToken(Play, "play", 1..5), new EncodedToken(Ing, "##ing", 5..8), new EncodedToken(Unknown, "[UNK]", 9..11)],
            tokens);
    }

    [Fact]
    public void Without_pre_tokenization_the_text_is_one_word()
    {
        Assert.Equal([Unknown], Tokenizer.EncodeToIds("play play", considerPreTokenization: false));
        Assert.Equal([Play, Ing], Tokenizer.EncodeToIds("playing", considerPreTokenization: false));
    }

    [Theory]
    [InlineData(6, new[] { Unknown, Play })]
    [InlineData(7, new[] { Play, Ing, Play })]
    public void Longer_words_than_allowed_are_unknown(int most, int[] expected)
    {
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(Open(), new WordPieceOptions { MaxInputCharsPerWord = most });

        Assert.Equal(expected, tokenizer.EncodeToIds("playing play"));
    }

    [Fact]
    public void Special_tokens_stay_whole_where_they_are_named()
    {
        WordPieceOptions options = new() { SpecialTokens = new Dictionary<string, int> { ["[MASK]"] = Mask } };

        Assert.Equal([Play, Mask, Play], WordPieceTokenizer.Create(Open(), options).EncodeToIds("play[MASK]play"));
        Assert.Equal([Unknown], Tokenizer.EncodeToIds("play[MASK]play"));
    }

    [Fact]
    public void The_text_goes_through_the_normalizer_and_the_pre_tokenizer_of_the_options()
    {
        WordPieceOptions options = new() { Normalizer = new UnderscoreNormalizer(), PreTokenizer = PreTokenizer.CreateWordOrPunctuation() };
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(Open(), options);

        IReadOnlyList<EncodedToken> tokens = tokenizer.EncodeToTokens("play_你,好", out string? normalized);

        Assert.Equal("play 你,好", normalized);
        Assert.Equal([Play, You, Comma, Good], tokens.Select(token => token.Id));
        Assert.Equal([Unknown, Comma, Good], tokenizer.EncodeToIds("play_你,好", considerNormalization: false));
    }

    [Theory]
    [InlineData(1, new[] { Play })]
    [InlineData(2, new[] { Play })]
    [InlineData(3, new[] { Play, Play, Ing })]
    [InlineData(9, new[] { Play, Play, Ing, You })]
    public void A_limit_leaves_whole_words(int most, int[] expected)
    {
        Assert.Equal(expected, Tokenizer.EncodeToIds("play playing 你", most, out _, out _));
    }

    [Fact]
    public void A_limit_tells_how_far_the_text_was_read()
    {
        Tokenizer.EncodeToIds("play playing 你", 2, out _, out int consumed);

        Assert.Equal(4, consumed);
    }

    [Fact]
    public void A_limit_of_nothing_is_an_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokenizer.EncodeToIds("play", 0, out _, out _));
    }

    [Theory]
    [InlineData(2, 5, 12)]
    [InlineData(3, 13, 4)]
    [InlineData(9, 14, 0)]
    public void Finds_where_to_cut_a_text_for_a_number_of_tokens(int most, int fromStart, int fromEnd)
    {
        Assert.Equal(fromStart, Tokenizer.GetIndexByTokenCount("play playing 你", most, out _, out _));
        Assert.Equal(fromEnd, Tokenizer.GetIndexByTokenCountFromEnd("play playing 你", most, out _, out _));
    }

    [Fact]
    public void Counts_tokens_of_strings_and_spans()
    {
        Assert.Equal(3, Tokenizer.CountTokens("playing 你"));
        Assert.Equal(3, Tokenizer.CountTokens("playing 你".AsSpan()));
        Assert.Equal(0, Tokenizer.CountTokens(""));
    }

    [Fact]
    public void Decodes_with_spaces_between_words_and_none_before_punctuation()
    {
        Assert.Equal("playing, 你 好.", Tokenizer.Decode([Play, Ing, Comma, You, Good, Stop]));
    }

    [Fact]
    public void Decodes_into_a_span_with_spaces_between_all_words()
    {
        char[] destination = new char[12];

        OperationStatus status = Tokenizer.Decode([Play, Ing, Comma, You], destination, out int consumed, out int written);

        Assert.Equal(OperationStatus.Done, status);
        Assert.Equal((4, 11), (consumed, written));
        Assert.Equal("playing , 你", new string(destination, 0, written));
    }

    [Fact]
    public void A_span_too_small_takes_the_tokens_that_go_in()
    {
        OperationStatus status = Tokenizer.Decode([Play, Ing, You], new char[8], out int consumed, out int written);

        Assert.Equal(OperationStatus.DestinationTooSmall, status);
        Assert.Equal((2, 7), (consumed, written));
    }

    [Fact]
    public void An_id_without_a_token_cannot_be_decoded_into_a_span()
    {
        Assert.Equal(OperationStatus.InvalidData, Tokenizer.Decode([Play, 999], new char[64], out _, out _));
    }

    private sealed class UnderscoreNormalizer : Normalizer
    {
        public override string Normalize(string original) => original.Replace('_', ' ');

        public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());
    }
}
