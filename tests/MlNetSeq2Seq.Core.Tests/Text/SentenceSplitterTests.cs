using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tests.Text;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("今天天气好。我们去玩吧！！好不好？", "今天天气好。|我们去玩吧！！|好不好？")]
    [InlineData("他说：“好的。走吧。”然后走了……结束", "他说：“好的。走吧。”|然后走了……|结束")]
    [InlineData("“甲。”乙。“丙！丁？”", "“甲。”|乙。|“丙！丁？”")]
    [InlineData("“没有说完。然后呢？", "“没有说完。然后呢？")]
    [InlineData("等…等一下…！好", "等…等一下…！|好")]
    [InlineData("ok! yes?; 3.5 no", "ok!|yes?; 3.5 no")]
    [InlineData("  甲。 \n 乙。  ", "甲。|乙。")]
    [InlineData("", "")]
    [InlineData(" \t\n", "")]
    public void Cuts_behind_end_marks_and_keeps_quotations(string text, string sentences) =>
        Assert.Equal(sentences, string.Join('|', new SentenceSplitter().Split(text)));

    [Theory]
    [InlineData("？。", false, "甲！乙。|“丙。|”丁……戊")]
    [InlineData("？。", true, "甲！乙。|“丙。”|丁……戊")]
    [InlineData("！", true, "甲！|乙。“丙。”丁……戊")]
    public void Options_say_where_sentences_end(string marks, bool keepQuotations, string sentences)
    {
        SentenceSplitter splitter = new(new SentenceSplitterOptions { EndMarks = marks, EndAtEllipsis = false, KeepQuotations = keepQuotations });

        Assert.Equal(sentences, string.Join('|', splitter.Split("甲！乙。“丙。”丁……戊")));
    }

    [Fact]
    public void No_character_but_white_space_is_lost()
    {
        KeyedRandom random = new(1);
        const string alphabet = "甲乙“”。！!？… ，";
        for (int i = 0; i < 2000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            string[] sentences = new SentenceSplitter().Split(text);

            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(sentences).Replace(" ", "", StringComparison.Ordinal));
            Assert.DoesNotContain(sentences, string.IsNullOrWhiteSpace);
        }
    }

    [Fact]
    public void Splitter_without_an_end_mark_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SentenceSplitter(new SentenceSplitterOptions { EndMarks = "" }));
}
