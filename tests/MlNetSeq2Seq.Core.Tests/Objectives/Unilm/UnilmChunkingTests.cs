using MlNetSeq2Seq.Objectives.Unilm;

namespace MlNetSeq2Seq.Tests.Objectives.Unilm;

public sealed class UnilmChunkingTests
{
    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 3 }, "0 0")] // a lone sentence stands beside itself
    [InlineData(new[] { 3, 4 }, "0 1")]
    [InlineData(new[] { 6, 4, 9 }, "0 1|2 2")] // 10 is long enough; the last is left alone
    [InlineData(new[] { 6, 3, 9, 2, 2 }, "0 1 2|3 4")]
    [InlineData(new[] { 12, 3, 9 }, "0 0|1 2")] // the first is long enough alone
    [InlineData(new[] { 4, 12, 3 }, "0 1|2 2")]
    public void Ends_a_run_with_the_sentence_that_makes_it_long_enough(int[] counts, string expected) =>
        Assert.Equal(expected, Text(new UnilmChunking(new UnilmChunkingOptions { Length = 10 }).Apply(counts)));

    [Fact]
    public void May_leave_lone_sentences_out() =>
        Assert.Equal("1 2", Text(new UnilmChunking(new UnilmChunkingOptions { Length = 10, RepeatLoneSentences = false }).Apply([12, 3, 9])));

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(1000)]
    public void Agrees_with_the_loop_of_the_source(int length)
    {
        KeyedRandom random = new(3, (ulong)length);
        UnilmChunking chunking = new(new UnilmChunkingOptions { Length = length });
        for (int document = 0; document < 500; document++)
        {
            int[] counts = [.. Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(1, 30))];
            Assert.Equal(ReferenceUnilmChunks.Of(counts, length), chunking.Apply(counts));
        }
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnilmChunking(new UnilmChunkingOptions { Length = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnilmChunking().Apply([3, 0]));
    }

    private static string Text(int[][] runs) => string.Join('|', runs.Select(run => string.Join(' ', run)));
}
