using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Packages.Tests.Tokenizers;

public partial class PreTokenizerTests
{
    private static string[] Pieces(PreTokenizer preTokenizer, string text) =>
        preTokenizer.PreTokenize(text).Select(piece => text.Substring(piece.Item1, piece.Item2)).ToArray();

    [Fact]
    public void Words_and_punctuation_marks_are_pieces()
    {
        Assert.Equal(["它", "的a1_b", "！", "！", ")"], Pieces(PreTokenizer.CreateWordOrPunctuation(), "它 的a1_b！！+)"));
    }

    [Fact]
    public void Runs_of_what_is_no_word_are_pieces()
    {
        Assert.Equal(["a", "+=!", "b"], Pieces(PreTokenizer.CreateWordOrNonWord(), " a+=! b"));
    }

    [Fact]
    public void White_space_parts_pieces()
    {
        Assert.Equal(["a+=!", "b"], Pieces(PreTokenizer.CreateWhiteSpace(), " a+=!\t\nb "));
    }

    [Fact]
    public void Special_tokens_are_pieces_of_their_own()
    {
        PreTokenizer preTokenizer = PreTokenizer.CreateWhiteSpace(new Dictionary<string, int> { ["[X]"] = 0, ["[Y]"] = 1 });

        Assert.Equal(["a", "[Y]", "b", "[X]", "[X]"], Pieces(preTokenizer, "a[Y]b [X][X]"));
    }

    [Fact]
    public void A_pattern_of_ones_own_says_what_pieces_are()
    {
        Assert.Equal(["12", "3"], Pieces(new RegexPreTokenizer(Digits(), null), "a12b3"));
        Assert.Throws<ArgumentNullException>(() => new RegexPreTokenizer(null!, null));
    }

    [Fact]
    public void Spans_are_taken_apart_as_strings()
    {
        Assert.Equal([(0, 1), (2, 2)], PreTokenizer.CreateWhiteSpace().PreTokenize("a bc".AsSpan()));
    }

    [Fact]
    public void An_empty_text_has_no_pieces()
    {
        Assert.Empty(PreTokenizer.CreateWordOrPunctuation().PreTokenize(""));
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
