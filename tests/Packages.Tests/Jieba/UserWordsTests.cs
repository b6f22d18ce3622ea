using JiebaNet.Segmenter;

namespace Packages.Tests.Jieba;

/// <summary>The example is that of jieba's README: 创新办 and 云计算 are in no dictionary of its own.</summary>
[Collection(JiebaSharing.Name)]
public class UserWordsTests
{
    private const string Text = "李小福是创新办主任也是云计算方面的专家";

    private static readonly string[] Before = ["李小福", "是", "创新", "办", "主任", "也", "是", "云", "计算", "方面", "的", "专家"];
    private static readonly string[] After = ["李小福", "是", "创新办", "主任", "也", "是", "云计算", "方面", "的", "专家"];

    [Fact]
    public void An_added_word_is_cut_whole_by_every_segmenter_until_it_is_deleted()
    {
        JiebaSegmenter segmenter = new();
        Assert.Equal(Before, segmenter.Cut(Text));

        segmenter.AddWord("创新办", 3, "i");
        segmenter.AddWord("云计算", 5);
        string[] with = new JiebaSegmenter().Cut(Text).ToArray();
        segmenter.DeleteWord("创新办");
        segmenter.DeleteWord("云计算");

        Assert.Equal(After, with);
        Assert.Equal(Before, segmenter.Cut(Text));
    }

    [Fact]
    public void A_word_added_without_a_frequency_gets_one_that_has_it_cut_whole()
    {
        JiebaSegmenter segmenter = new();
        Assert.Equal(["石墨", "烯", "是", "材料"], segmenter.Cut("石墨烯是材料", hmm: false));

        segmenter.AddWord("石墨烯");
        string[] with = segmenter.Cut("石墨烯是材料", hmm: false).ToArray();
        segmenter.DeleteWord("石墨烯");

        Assert.Equal(["石墨烯", "是", "材料"], with);
    }

    [Fact]
    public void A_file_of_words_says_frequency_and_part_of_speech_or_leaves_them_out()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(file, "创新办 3 i\n\n云计算\n");
        JiebaSegmenter segmenter = new();
        try
        {
            segmenter.LoadUserDict(file);

            Assert.Equal(After, segmenter.Cut(Text));
            Assert.Equal(3, WordDictionary.Instance.GetFreqOrDefault("创新办"));
        }
        finally
        {
            File.Delete(file);
            segmenter.DeleteWord("创新办");
            segmenter.DeleteWord("云计算");
        }
    }

    [Fact]
    public void The_dictionary_tells_words_from_beginnings_of_words()
    {
        WordDictionary dictionary = WordDictionary.Instance;
        Assert.False(dictionary.ContainsWord("zqx甲乙"));

        dictionary.AddWord("zqx甲乙", 7);
        bool[] contained = [dictionary.ContainsWord("zqx甲乙"), dictionary.ContainsWord("zqx甲"), dictionary.ContainsWord("zqx甲乙丙")];
        int[] frequencies = [dictionary.GetFreqOrDefault("zqx甲乙"), dictionary.GetFreqOrDefault("zqx甲")];
        dictionary.DeleteWord("zqx甲乙");

        Assert.Equal([true, false, false], contained);
        Assert.Equal([7, 1], frequencies);
        Assert.False(dictionary.ContainsWord("zqx甲乙"));
    }

    [Fact]
    public void The_total_follows_what_is_added_changed_and_deleted()
    {
        WordDictionary dictionary = WordDictionary.Instance;
        double before = dictionary.Total;

        dictionary.AddWord("zqx丙丁", 7);
        double added = dictionary.Total - before;
        dictionary.AddWord("zqx丙丁", 10);
        double changed = dictionary.Total - before;
        dictionary.DeleteWord("zqx丙丁");

        Assert.Equal([7, 10], [added, changed]);
        Assert.Equal(before, dictionary.Total);
    }

    [Fact]
    public void The_dictionary_is_that_of_jieba()
    {
        // Lines of jieba 0.42.1's dict.txt: 349,046; the sum of their frequencies.
        Assert.Equal(349_046, File.ReadLines(ConfigManager.MainDictFile).Count());
        Assert.Equal(60_101_967, WordDictionary.Instance.Total);
    }
}
