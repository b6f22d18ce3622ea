using MlNetSeq2Seq.Metrics;

namespace MlNetSeq2Seq.Tests.Metrics;

public sealed class CmrcScoreTests
{
    // F1 by hand: n units shared in one run, of p predicted and a wanted: 2n / (p + a).
    [Theory]
    [InlineData("杭州", "杭州", 100, 100)]
    [InlineData("杭州市", "杭州", 80, 0)] // 2 of 3 and 2: 4/5
    [InlineData("产于杭州", "杭州出产", 50, 0)] // 杭州 is the longest run: 4/8; the subsequence 产 … is not counted
    [InlineData("苏州", "杭州", 50, 0)] // 州: 2/4
    [InlineData("苏杭", "杭州市", 40, 0)] // 杭: 2/5
    [InlineData("茶", "杭州", 0, 0)]
    [InlineData("", "杭州", 0, 0)]
    [InlineData("“杭州”。", "杭州", 100, 100)] // listed punctuation does not count
    [InlineData("2008 年", "2008年", 100, 0)] // a blank parts words and stays in exact match
    [InlineData("Windows XP", "windows xp", 100, 100)] // small letters
    [InlineData("GDP是3.5%", "gdp是3.5%", 100, 100)]
    [InlineData("3-4天", "34天", 100, 100)] // a hyphen is taken away, and its neighbours join
    [InlineData("the cat sat", "cat sat down", 66.66666666666667, 0)] // two words of three and three
    public void Values_worked_by_hand(string prediction, string answer, double f1, double exact)
    {
        var score = new CmrcScore();

        score.Add(prediction, [answer]);

        Assert.Equal(f1, score.F1, 1e-9);
        Assert.Equal(exact, score.ExactMatch);
    }

    [Fact]
    public void The_answer_that_fits_best_counts()
    {
        var score = new CmrcScore();
        score.Add("杭州市", ["苏州", "浙江杭州市", "杭州"]);

        Assert.Equal(80, score.F1, 1e-9); // 杭州 is 2 of 3 and 2: more than 3 of 3 and 5, which is 75
        Assert.Equal(0, score.ExactMatch);
    }

    [Fact]
    public void Questions_count_alike_and_the_average_is_of_F1_and_exact_match()
    {
        var score = new CmrcScore();
        Assert.Equal((0.0, 0.0, 0.0), (score.F1, score.ExactMatch, score.Average));
        score.Add("杭州", ["杭州"]);
        score.Add("杭州市", ["杭州"]);
        score.Add("茶", ["杭州"]);

        Assert.Equal((3, 60, 100.0 / 3), (score.Count, Math.Round(score.F1, 9), score.ExactMatch));
        Assert.Equal("AVERAGE 46.667, F1 60.000, EM 33.333", score.ToString());
    }

    [Fact]
    public void A_question_without_answers_is_refused() =>
        Assert.StartsWith("CmrcScore needs an answer to compare with", Assert.Throws<ArgumentException>(() => new CmrcScore().Add("茶", [])).Message, StringComparison.Ordinal);

    // As NLTK's TreebankWordTokenizer parts them.
    [Theory]
    [InlineData("the u.s. army.", "the u.s. army .")]
    [InlineData("it's 3.5, isn't it?", "it 's 3.5 , is n't it ?")]
    [InlineData("10,000 km", "10,000 km")]
    [InlineData("10:30 and 11: ok", "10:30 and 11 : ok")]
    [InlineData("at $5 & 6% (or so)", "at $ 5 & 6 % ( or so )")]
    [InlineData("\"hi\" he said", "`` hi '' he said")]
    [InlineData("we'll say you've won", "we 'll say you 've won")]
    [InlineData("i cannot wanna", "i can not wan na")]
    [InlineData("dogs' ears", "dogs ' ears")]
    [InlineData("wait... what", "wait ... what")]
    [InlineData("  ", "")]
    public void Words_are_parted_as_the_treebank_has_them(string text, string expected) => Assert.Equal(expected, string.Join(" ", TreebankWords.Of(text)));
}
