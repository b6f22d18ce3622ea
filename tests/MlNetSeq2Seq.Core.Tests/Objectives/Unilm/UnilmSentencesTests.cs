using MlNetSeq2Seq.Objectives.Unilm;

namespace MlNetSeq2Seq.Tests.Objectives.Unilm;

public sealed class UnilmSentencesTests
{
    [Theory]
    [InlineData("好茶，真香。再来一杯", "好茶，|真香。|再来一杯")] // the Chinese comma parts, the end does too
    [InlineData("好茶,真香;再来", "好茶,真香;再来")] // ASCII comma and semicolon do not
    [InlineData("真的？！好！再来?行!", "真的？|好！|再来?|行!")] // a stop alone has one character
    [InlineData("  好茶。\t ", "好茶。")] // the ends are stripped, nothing is left after the stop
    [InlineData("好茶。 a", "好茶。| a")] // inside, white space counts
    [InlineData("𠮷。𠮷", "𠮷。")] // a character outside the basic plane is one
    [InlineData("，。！", "")]
    [InlineData("   ", "")]
    [InlineData("", "")]
    public void Ends_a_sentence_after_a_stop(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', UnilmSentences.Split(text).Select(span => span.Of(text).ToString())));
}
