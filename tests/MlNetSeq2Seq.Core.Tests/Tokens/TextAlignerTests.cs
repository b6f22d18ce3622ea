using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class TextAlignerTests
{
    [Theory]
    [InlineData("Hello World", "\u2581Hello\u2581World", 6, 12, " World")] // SentencePiece: a space in front, spaces made visible
    [InlineData("Hello World", "\u2581Hello\u2581World", 0, 6, "Hello")]
    [InlineData("aab", "\u2581aab", 3, 4, "b")]
    [InlineData("HELLO", "hello", 1, 3, "EL")]
    [InlineData("a\u0000\u0000bc", "abc", 1, 3, "bc")]
    [InlineData("我爱你", " 我  爱  你 ", 4, 7, "爱")]
    [InlineData("ﬁne", "fine", 2, 4, "ne")]
    [InlineData("", "", 0, 0, "")]
    public void Part_of_the_normalised_text_comes_from_a_part_of_the_text(
        string text, string normalized, int start, int end, string expected)
    {
        TextSpan origin = TextAligner.Align(text, normalized).OriginOf(start, end);
        Assert.Equal(expected, origin.Of(text).ToString());
    }

    [Theory]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdef", "0123456789")]
    [InlineData("0123456789", "abcdefghijklmnopqrstuvwxyzabcdef")]
    public void Texts_without_anything_in_common_are_aligned_as_wholes(string text, string normalized)
    {
        TextSpan origin = TextAligner.Align(text, normalized).OriginOf(0, normalized.Length);
        Assert.Equal(new TextSpan(0, text.Length), origin);
    }
}
