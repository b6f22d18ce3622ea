using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Corpora;

public sealed class CorpusPreparationTests : IDisposable
{
    private static readonly string[] Sentences = ["雨停了。", "街上亮起灯！", "卖花的老人慢慢往家走，明天还来。", "茶"];
    private static readonly Vocabulary Vocabulary = TestTokens.Vocabulary([.. string.Concat(Sentences).Distinct().Select(unit => $"{unit}")]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(5, 3)]
    [InlineData(40, 2)]
    public void Rows_do_not_depend_on_shards_and_threads(int shards, int threads)
    {
        string[] inputs = [Corpus("a.txt", 50), Corpus("b.txt", 70)];
        Preparation(inputs, "one", shards: 1, threads: 1).Run();
        CorpusProgress done = Preparation(inputs, "many", shards, threads).Run();
        string[] rows = Rows("one");
        Assert.Equal(120, rows.Length);
        Assert.Equal(rows, Rows("many"));
        Assert.Equal(120, done.Documents);
    }

    [Fact]
    public void Shards_may_be_made_alone_and_in_any_order()
    {
        string[] inputs = [Corpus("a.txt", 50)];
        Preparation(inputs, "one", shards: 1).Run();
        Preparation(inputs, "many", shards: 3).Run(shard: 2);
        Preparation(inputs, "many", shards: 3).Run(shard: 0);
        Assert.Contains("lacks shard 1 of 3", Assert.Throws<InvalidDataException>(() => Rows("many")).Message, StringComparison.Ordinal);
        Preparation(inputs, "many", shards: 3).Run(shard: 1);
        Assert.Equal(Rows("one"), Rows("many"));
    }

    [Fact]
    public void Goes_on_after_a_stop_where_it_was()
    {
        string[] inputs = [Corpus("a.txt", 200)];
        using CancellationTokenSource source = new();
        CorpusPreparation preparation = Preparation(inputs, "out", shards: 4);
        Assert.Throws<OperationCanceledException>(() => preparation.Run(
            progress: new Told<CorpusProgress>(done => Stop(source, done.Bytes > preparation.Length / 2)), cancellationToken: source.Token));

        // What a process that was killed leaves behind.
        _folder.Write("out/00003-of-00004.tokens.part", "half a shard");
        string finished = Assert.Single(Directory.EnumerateFiles(_folder.Path("out"), "00000-*.tokens"));
        byte[] before = File.ReadAllBytes(finished);
        DateTime written = File.GetLastWriteTimeUtc(finished);
        Assert.False(File.Exists(preparation.PathOf(3)));

        CorpusProgress done = Preparation(inputs, "out", shards: 4).Run();

        Preparation(inputs, "one", shards: 1).Run();
        Assert.Equal(Rows("one"), Rows("out"));
        Assert.Equal((200, written), (done.Documents, File.GetLastWriteTimeUtc(finished)));
        Assert.Equal(before, File.ReadAllBytes(finished));
        Assert.Equal(4, Directory.EnumerateFiles(_folder.Path("out")).Count());
    }

    [Fact]
    public void Progress_rises_to_the_end()
    {
        List<CorpusProgress> told = [];
        CorpusPreparation preparation = Preparation([Corpus("a.txt", 100)], "out", shards: 3);
        CorpusProgress done = preparation.Run(progress: new Told<CorpusProgress>(told.Add));
        Assert.Equal(told.OrderBy(progress => progress.Bytes).ThenBy(progress => progress.Documents), told);
        Assert.Equal((preparation.Length, preparation.Length, 100), (done.Bytes, done.TotalBytes, done.Documents));
        Assert.Equal(done, told[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Bad_lines_are_told_with_their_numbers_or_end_the_work(int threads)
    {
        string path = _folder.Write("a.txt", [.. "雨停了。\n"u8, 0xFF, (byte)'\n', .. "茶\n"u8, 0xC0, (byte)'\n']);
        List<CorpusProblem> problems = [];
        CorpusProgress done = Preparation([path], "out", shards: 2, threads, skip: true).Run(problems: new Told<CorpusProblem>(problems.Add));
        Assert.Equal([2L, 4L], problems.Select(problem => problem.Line));
        Assert.Equal((2, 2), (done.Documents, done.SkippedLines));

        Assert.Contains("Line 2 of", Assert.Throws<InvalidDataException>(() => Preparation([path], "strict", shards: 1, threads).Run()).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path("strict")));
    }

    [Fact]
    public void A_folder_with_another_dataset_is_refused()
    {
        string[] inputs = [Corpus("a.txt", 20)];
        Preparation(inputs, "out", shards: 2).Run();
        AssertRefused(() => Preparation(inputs, "out", shards: 3));
        AssertRefused(() => Preparation([Corpus("b.txt", 21)], "out", shards: 2));
        AssertRefused(() => Preparation([Corpus("a.txt", 21)], "out", shards: 2));
        AssertRefused(() => new CorpusPreparation(Options([Corpus("a.txt", 20)], _folder.Path("out"), 2) with { Segmenter = null }, Vocabulary));
        AssertRefused(() => new CorpusPreparation(Options([Corpus("a.txt", 20)], _folder.Path("out"), 2), TestTokens.Vocabulary("雨")));
        Assert.Equal(2, Preparation([Corpus("a.txt", 20)], "out", shards: 2, threads: 4).ShardCount);
    }

    [Fact]
    public void A_finished_shard_that_is_cut_off_is_not_taken_for_whole()
    {
        string[] inputs = [Corpus("a.txt", 20)];
        CorpusPreparation preparation = Preparation(inputs, "out", shards: 1);
        preparation.Run();
        File.WriteAllBytes(preparation.PathOf(0), File.ReadAllBytes(preparation.PathOf(0))[..^8]);
        Assert.Contains("cut off", Assert.Throws<InvalidDataException>(() => Preparation(inputs, "out", shards: 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        string[] inputs = [Corpus("a.txt", 20)];
        Assert.Throws<ArgumentOutOfRangeException>(() => Preparation(inputs, "out", shards: 2).Run(shard: 2));
        Assert.ThrowsAny<ArgumentException>(() => Preparation(inputs, "out", shards: 0));
        Assert.ThrowsAny<ArgumentException>(() => Preparation(inputs, "out", shards: 1, threads: 0));
    }

    private static void Stop(CancellationTokenSource source, bool now)
    {
        if (now)
        {
            source.Cancel();
        }
    }

    private static void AssertRefused(Func<object> make) =>
        Assert.Contains("remove it or choose another folder", Assert.Throws<InvalidDataException>(make).Message, StringComparison.Ordinal);

    private static CorpusPreparationOptions Options(string[] inputs, string output, int shards, int threads = 2, bool skip = false) => new()
    {
        Corpus = new CorpusOptions { Inputs = inputs, SkipBadLines = skip }, Output = output, Shards = shards, Threads = threads,
    };

    private string Corpus(string name, int lines) => _folder.Write(
        name, string.Concat(Enumerable.Range(0, lines).Select(i => Sentences[i % 4] + Sentences[i * 7 % 3] + Sentences[i / 5 % 4] + "\n")));

    private CorpusPreparation Preparation(string[] inputs, string output, int shards, int threads = 2, bool skip = false) =>
        new(Options(inputs, _folder.Path(output), shards, threads, skip), Vocabulary);

    private string[] Rows(string output)
    {
        using TokenDataset dataset = TokenDataset.Open(_folder.Path(output));
        return
        [
            .. Enumerable.Range(0, (int)dataset.DocumentCount).Select(i => dataset.Read(i))
                .Select(row => $"{string.Join(' ', row.Ids)} | {string.Join(' ', row.Words)} | {string.Join(' ', row.SentenceStarts)}"),
        ];
    }
}
