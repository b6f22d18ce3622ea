using Microsoft.ML.Tokenizers;
using static Packages.Tests.Tokenizers.SmallVocabulary;

namespace Packages.Tests.Tokenizers;

/// <summary>
/// Where Microsoft.ML.Tokenizers 2.0.0 cleans and splits a text otherwise than BERT's own tokenizer. The product hands in a
/// normalizer and a pre-tokenizer of its own; a failure here says that it may no longer have to.
/// </summary>
public class BertTokenizerDeparturesTests
{
    private static readonly BertTokenizer Tokenizer = BertTokenizer.Create(Open());

    [Theory]
    [InlineData("你+好")]
    [InlineData("你~好")]
    [InlineData("你℃好")]
    [InlineData("你①好")]
    [InlineData("你😀好")]
    [InlineData("你𠮷好")]
    public void Symbols_and_characters_beyond_the_basic_plane_are_lost(string text)
    {
        Assert.Equal([You, Good], Tokenizer.EncodeToIds(text, addSpecialTokens: false));
    }

    [Theory]
    [InlineData("play\ning")]
    [InlineData("play\ting")]
    public void Words_on_two_lines_grow_together(string text)
    {
        Assert.Equal([Play, Ing], Tokenizer.EncodeToIds(text, addSpecialTokens: false));
    }

    [Fact]
    public void Characters_without_width_part_words()
    {
        Assert.Equal([Play, Unknown], Tokenizer.EncodeToIds("play\u200Bing", addSpecialTokens: false));
    }

    [Fact]
    public void The_underscore_is_a_letter()
    {
        Assert.Equal([Unknown], Tokenizer.EncodeToIds("play_play", addSpecialTokens: false));
    }

    [Fact]
    public void Special_tokens_are_found_in_small_letters_too()
    {
        Assert.Equal([You, Mask], Tokenizer.EncodeToIds("你[mask]", addSpecialTokens: false));
    }
}
