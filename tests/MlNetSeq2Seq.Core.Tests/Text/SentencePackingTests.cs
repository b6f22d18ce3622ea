using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Text;

public sealed class SentencePackingTests
{
    [Theory]
    [InlineData(LongSentences.Cut, "甲乙。丙。 | 一二三四五 | 六七。丁。")]
    [InlineData(LongSentences.Drop, "甲乙。丙。 | 丁。")]
    [InlineData(LongSentences.Keep, "甲乙。丙。 | 一二三四五六七。 | 丁。")]
    public void Fills_blocks_without_cutting_sentences_that_fit(LongSentences longSentences, string blocks)
    {
        SentencePacking packing = new(new SentencePackingOptions { MaximumLength = 5, LongSentences = longSentences });

        Assert.Equal(blocks, Joined(packing, "甲乙。", "丙。", "", "一二三四五六七。", "丁。"));
    }

    [Fact]
    public void Short_blocks_are_dropped()
    {
        SentencePacking packing = new(new SentencePackingOptions { MaximumLength = 5, MinimumLength = 3 });

        Assert.Equal("一二三四。", Joined(packing, "甲。", "一二三四。", "丁。"));
        Assert.Empty(packing.Pack([]));
        Assert.Empty(packing.Pack([""]));
    }

    [Fact]
    public void Characters_outside_the_basic_plane_count_once_and_stay_whole() => Assert.Equal(
        "𠀀𠀁 | 𠀂", Joined(new SentencePacking(new SentencePackingOptions { MaximumLength = 2 }), "𠀀𠀁𠀂"));

    [Fact]
    public void Tokens_are_counted_where_a_tokenizer_is_given()
    {
        BertTextTokenizer tokenizer = new(TestTokens.Vocabulary("hello", "wor", "##ld", "。"));
        SentencePacking packing = new(new SentencePackingOptions { MaximumLength = 4 }, tokenizer);

        // Two tokens, four tokens, five tokens that are cut before the last.
        Assert.Equal("hello。 | hello world。 | hello hello world | 。", Joined(packing, "hello。", "hello world。", "hello hello world。", " "));
    }

    [Fact]
    public void Blocks_are_within_the_limit_and_hold_the_whole_text()
    {
        KeyedRandom random = new(1);
        SentencePacking packing = new(new SentencePackingOptions { MaximumLength = 16 });
        for (int i = 0; i < 500; i++)
        {
            string[] sentences = [.. Enumerable.Range(0, random.Next(10)).Select(_ => new string('字', random.Next(40)))];
            IReadOnlyList<string[]> blocks = packing.Pack(sentences);

            Assert.Equal(string.Concat(sentences), string.Concat(blocks.SelectMany(block => block)));
            Assert.All(blocks, block => Assert.InRange(block.Sum(sentence => sentence.Length), 1, 16));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, -1)]
    [InlineData(5, 6)]
    public void Lengths_that_leave_no_block_are_refused(int maximum, int minimum) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new SentencePacking(new SentencePackingOptions { MaximumLength = maximum, MinimumLength = minimum }));

    private static string Joined(SentencePacking packing, params string[] sentences) =>
        string.Join(" | ", packing.Pack(sentences).Select(block => string.Concat(block)));
}
