using JiebaNet.Segmenter;

namespace Packages.Tests.Jieba;

/// <summary>The examples are those of jieba's and jieba.NET's READMEs.</summary>
[Collection(JiebaSharing.Name)]
public class JiebaSegmenterTests
{
    private static readonly JiebaSegmenter Segmenter = new();

    [Fact]
    public void Takes_the_most_probable_words()
    {
        Assert.Equal(["我", "来到", "北京", "清华大学"], Segmenter.Cut("我来到北京清华大学"));
    }

    [Fact]
    public void Finds_words_that_are_not_in_the_dictionary()
    {
        Assert.Equal(["他", "来到", "了", "网易", "杭研", "大厦"], Segmenter.Cut("他来到了网易杭研大厦"));
    }

    [Fact]
    public void Leaves_single_characters_where_it_is_not_to_find_words()
    {
        Assert.Equal(["他", "来到", "了", "网易", "杭", "研", "大厦"], Segmenter.Cut("他来到了网易杭研大厦", hmm: false));
    }

    [Fact]
    public void Gives_overlapping_words_in_full_mode()
    {
        Assert.Equal(["我", "来到", "北京", "清华", "清华大学", "华大", "大学"], Segmenter.Cut("我来到北京清华大学", cutAll: true));
    }

    [Fact]
    public void Gives_the_words_within_long_words_for_search()
    {
        Assert.Equal(
            ["小明", "硕士", "毕业", "于", "中国", "科学", "学院", "科学院", "中国科学院", "计算", "计算所", "，",
             "后", "在", "日本", "京都", "大学", "日本京都大学", "深造"],
            Segmenter.CutForSearch("小明硕士毕业于中国科学院计算所，后在日本京都大学深造"));
    }

    [Fact]
    public void Tells_where_words_stand()
    {
        Assert.Equal(
            ["[永和, (0, 2)]", "[服装, (2, 4)]", "[饰品, (4, 6)]", "[有限公司, (6, 10)]"],
            Segmenter.Tokenize("永和服装饰品有限公司").Select(token => token.ToString()));
    }

    [Fact]
    public void Tells_where_words_within_words_stand()
    {
        Assert.Equal(
            ["[永和, (0, 2)]", "[服装, (2, 4)]", "[饰品, (4, 6)]", "[有限, (6, 8)]", "[公司, (8, 10)]", "[有限公司, (6, 10)]"],
            Segmenter.Tokenize("永和服装饰品有限公司", TokenizerMode.Search).Select(token => token.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("  两个空格\t和\r\n换行 ")]
    [InlineData("深V领T恤，100%棉，3.5cm；C++与C#，x-large_2.0！")]
    [InlineData("カタカナ、한국어、Ω≈ç√")]
    public void Words_are_the_text(string text)
    {
        Assert.Equal(text, string.Concat(Segmenter.Cut(text)));
        Assert.Equal(text, string.Concat(Segmenter.Cut(text, hmm: false)));
    }

    [Fact]
    public void Numbers_percentages_and_Latin_words_stay_whole()
    {
        Assert.Equal(["降价", "3.5", "元", "，", "100%", "棉", "，", "iPhone12"], Segmenter.Cut("降价3.5元，100%棉，iPhone12"));
    }

    [Fact]
    public void A_line_end_of_two_characters_stays_whole()
    {
        Assert.Equal(["甲", "\r\n", "\n", "乙"], Segmenter.Cut("甲\r\n\n乙"));
    }

    [Fact]
    public void A_null_text_is_an_error()
    {
        Assert.Throws<ArgumentNullException>(() => Segmenter.Cut(null!).ToArray());
    }

    [Fact]
    public void Threads_cut_alike()
    {
        string[] texts = Enumerable.Range(0, 64).Select(i => $"他来到了网易杭研大厦，{i}年后在日本京都大学深造。").ToArray();
        string[] expected = texts.Select(text => string.Join('/', Segmenter.Cut(text))).ToArray();

        string[] actual = texts.AsParallel().AsOrdered().Select(text => string.Join('/', new JiebaSegmenter().Cut(text))).ToArray();

        Assert.Equal(expected, actual);
    }
}
