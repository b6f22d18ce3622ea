using MlNetSeq2Seq.Decoding.Rules;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Decoding.Rules;

public sealed class StopTextsTests
{
    private const int End = 1;

    [Theory]
    [InlineData(0, 3, false)]
    [InlineData(0, 4, true)]
    [InlineData(0, 5, true)] // it stands before the last token
    [InlineData(3, 4, false)] // its beginning is no part of what was written
    [InlineData(5, 5, false)] // nothing was written
    public void Only_the_end_may_follow_a_stop_text_that_was_written(int prefix, int length, bool ends)
    {
        float[] scores = [1, 2, 3];

        Rule("bcd").Apply(new RuleContext(new[] { 0, 1, 2, 3, 4 }.AsSpan(0, length), prefix, source: 0), scores);

        Assert.Equal(ends ? [float.NegativeInfinity, 0, float.NegativeInfinity] : [1, 2, 3], scores);
    }

    [Theory]
    [InlineData("abc", "abc", "abc")]
    [InlineData("abcd--", "abcd--", "abcd")] // what may become the end of a stop text is not settled
    [InlineData("abcd---x", "abcd", "abcd")]
    [InlineData("abcd#--", "abcd", "abcd")] // the first that stands there
    [InlineData("-", "-", "")]
    [InlineData("", "", "")]
    public void What_was_written_is_cut_before_the_first_stop_text(string written, string cut, string settled)
    {
        StopTexts rule = Rule("---", "#");

        Assert.Equal(cut, rule.Cut(written));
        Assert.Equal(settled, rule.Settled(written));
    }

    [Fact]
    public void No_text_and_an_empty_text_are_refused()
    {
        Assert.Contains("but got none.", Assert.Throws<ArgumentException>(() => Rule()).Message, StringComparison.Ordinal);
        Assert.Contains("but got an empty one.", Assert.Throws<ArgumentException>(() => Rule("a", "")).Message, StringComparison.Ordinal);
    }

    private static StopTexts Rule(params string[] texts) => new(new Letters(), texts, End);

    /// <summary>Token 0 is a, token 1 b, …</summary>
    private sealed class Letters : ITextTokenizer
    {
        public TokenSequence Encode(string text) => throw new InvalidOperationException("Stop texts are compared as texts.");

        public string Decode(ReadOnlySpan<int> ids) => string.Concat(ids.ToArray().Select(id => (char)('a' + id)));
    }
}
