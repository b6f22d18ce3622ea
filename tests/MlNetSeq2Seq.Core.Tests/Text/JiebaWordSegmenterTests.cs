using System.Reflection;
using System.Runtime.Loader;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tests.Text;

public sealed class JiebaWordSegmenterTests
{
    private const string Bridge = "江州市长江大桥参加了长江大桥的通车仪式";

    [Fact]
    public void Cuts_a_sentence_into_words() =>
        Assert.Equal("我 来到 北京 清华大学", Cut(new JiebaWordSegmenter(), "我来到北京清华大学"));

    [Fact]
    public void Guesses_words_that_the_dictionary_lacks_unless_told_not_to()
    {
        Assert.Equal("他 来到 了 网易 杭研 大厦", Cut(new JiebaWordSegmenter(), "他来到了网易杭研大厦"));
        JiebaWordSegmenter without = new(new JiebaWordSegmenterOptions { UseHiddenMarkovModel = false });
        Assert.Equal("他 来到 了 网易 杭 研 大厦", Cut(without, "他来到了网易杭研大厦"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("Hello, World! 你好 世界")]
    [InlineData("表情😀和𠀀字")]
    [InlineData("价格￥128．00元/件，约合$18.5")]
    public void Words_cover_the_text_without_gap(string text)
    {
        TextSpan[] words = new JiebaWordSegmenter().Segment(text);
        Assert.Equal(text, string.Concat(words.Select(word => word.Of(text).ToString())));
        Assert.All(words, word => Assert.NotEqual(0, word.Length));
    }

    [Fact]
    public void No_character_is_cut_in_half()
    {
        const string Text = "表情😀和𠀀字";
        Assert.All(new JiebaWordSegmenter().Segment(Text), word => Assert.False(char.IsLowSurrogate(Text[word.Start])));
    }

    [Fact]
    public void User_words_are_words()
    {
        JiebaWordSegmenter segmenter = new(new JiebaWordSegmenterOptions { UserWords = [new UserWord("江大桥", 20_000)] });
        Assert.Equal("江州 市长 江大桥 参加 了 长江大桥 的 通车 仪式", Cut(segmenter, Bridge));
    }

    [Fact]
    public void User_word_without_frequency_is_not_cut_apart()
    {
        JiebaWordSegmenter plain = new();
        JiebaWordSegmenter taught = new(new JiebaWordSegmenterOptions { UserWords = [new UserWord("云计算平台")] });
        Assert.Equal("云 计算 平台", Cut(plain, "云计算平台"));
        Assert.Equal("云计算平台", Cut(taught, "云计算平台"));
    }

    [Fact]
    public void User_words_of_one_instance_do_not_reach_another()
    {
        JiebaWordSegmenter plain = new();
        string before = Cut(plain, Bridge);
        JiebaWordSegmenter taught = new(new JiebaWordSegmenterOptions { UserWords = [new UserWord("江大桥", 20_000)] });
        JiebaWordSegmenter other = new(new JiebaWordSegmenterOptions { UserWords = [new UserWord("参加了", 50_000)] });

        string withBridge = Cut(taught, Bridge);
        Assert.Equal(before, Cut(plain, Bridge));
        Assert.Contains("参加了", Cut(other, Bridge), StringComparison.Ordinal);
        Assert.DoesNotContain(" 江大桥", Cut(other, Bridge), StringComparison.Ordinal);
        Assert.Equal(withBridge, Cut(taught, Bridge));
        Assert.Equal(before, Cut(plain, Bridge));
    }

    [Fact]
    public void User_word_that_the_dictionary_has_gets_its_frequency_back()
    {
        JiebaWordSegmenter plain = new();
        string before = Cut(plain, "台中正确应该不会被切开");
        JiebaWordSegmenter taught = new(
            new JiebaWordSegmenterOptions { UserWords = [new UserWord("台中", 1_000_000), new UserWord("台中", 900_000)] });
        Assert.StartsWith("台中 ", Cut(taught, "台中正确应该不会被切开"), StringComparison.Ordinal);
        Assert.Equal(before, Cut(plain, "台中正确应该不会被切开"));
    }

    [Fact]
    public async Task Instances_with_other_words_cut_rightly_on_several_threads()
    {
        JiebaWordSegmenter plain = new();
        JiebaWordSegmenter taught = new(new JiebaWordSegmenterOptions { UserWords = [new UserWord("江大桥", 20_000)] });
        (string plainWords, string taughtWords) = (Cut(plain, Bridge), Cut(taught, Bridge));
        Assert.NotEqual(plainWords, taughtWords);

        string[][] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(
            () => Enumerable.Range(0, 100).Select(_ => Cut(number % 2 == 0 ? plain : taught, Bridge)).Distinct().ToArray())));

        Assert.Equal([[plainWords], [taughtWords], [plainWords], [taughtWords]], results);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("  ", 1)]
    [InlineData("词", -1)]
    public void Refuses_user_words_that_are_none(string word, int frequency) => Assert.Throws<ArgumentException>(
        () => new JiebaWordSegmenter(new JiebaWordSegmenterOptions { UserWords = [new UserWord(word, frequency)] }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Missing_or_empty_dictionary_is_an_error(bool isThere)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            if (isThere)
            {
                File.WriteAllText(Path.Combine(folder, "dict.txt"), string.Empty);
            }

            // jieba reads its dictionary once in a process: a second copy of both assemblies is needed.
            JiebaCopy copy = new();
            Assembly jieba = copy.LoadFromAssemblyName(new AssemblyName("JiebaNet.Segmenter"));
            jieba.GetType("JiebaNet.Segmenter.ConfigManager", throwOnError: true)!.GetProperty("ConfigFileBaseDir")!.SetValue(null, folder);
            Assembly core = copy.LoadFromAssemblyName(typeof(JiebaWordSegmenter).Assembly.GetName());
            Type segmenter = core.GetType(typeof(JiebaWordSegmenter).FullName!, throwOnError: true)!;

            TargetInvocationException exception = Assert.Throws<TargetInvocationException>(
                () => Activator.CreateInstance(segmenter, [null]));
            Assert.IsType<InvalidDataException>(exception.InnerException);
            Assert.Contains(Path.Combine(folder, "dict.txt"), exception.InnerException!.Message, StringComparison.Ordinal);
            copy.Unload();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Cut(JiebaWordSegmenter segmenter, string text) =>
        string.Join(' ', segmenter.Segment(text).Select(word => word.Of(text).ToString()));

    private sealed class JiebaCopy() : AssemblyLoadContext("a copy of jieba", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name is "JiebaNet.Segmenter" or "MlNetSeq2Seq.Core"
            ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll"))
            : null;
    }
}
