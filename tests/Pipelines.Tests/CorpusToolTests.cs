using System.Text.RegularExpressions;
using MlNetSeq2Seq.Corpora;

namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>The tools that prepare a corpus, each in a process of its own as a user runs it.</summary>
[Trait("Kind", "Slow")]
public sealed class CorpusToolTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private const string Text = "今天天气很好，我们去公园玩。\n第二行也属于这一篇。\n\n护眼小台灯，晚上看书不累眼睛。\n\n一杯暖红茶，冬天喝最舒服了。\n";

    [Fact]
    public async Task Texts_become_lines_of_json_then_a_vocabulary_then_tokens()
    {
        (string text, string lines, string vocabulary, string tokens) = (folder.Write("a.txt", Text), folder.File("a.jsonl"), folder.File("vocab.txt"), folder.File("tokens"));

        string[] told = await PipelineRun.Done("TxtToJsonl", "--input", text, "--output", lines);
        await PipelineRun.Done("BuildVocabulary", "--input", lines, "--characters", "--output", vocabulary);
        await PipelineRun.Done("PrepareCorpus", "--input", lines, "--vocabulary", vocabulary, "--output", tokens);

        Assert.Equal($"3 documents; saved {lines}", told[^1]);
        Assert.All(File.ReadLines(lines), line => Assert.Matches("^{\"text\":\"[^\"]+\"}$", line));
        using TokenDataset dataset = TokenDataset.Open(tokens);
        Assert.Equal(3, dataset.DocumentCount);
    }

    [Fact]
    public async Task Shards_that_processes_make_alone_are_the_rows_of_one_run_whatever_their_number()
    {
        string vocabulary = folder.File("shards.txt");
        await PipelineRun.Done("BuildVocabulary", "--characters", "--output", vocabulary);
        string[][] datasets = await Task.WhenAll(new[] { 1, 2, 5 }.Select(async count =>
        {
            string tokens = folder.File($"shards-{count}");
            for (int shard = count - 1; shard >= 0; shard--)
            {
                await PipelineRun.Done("PrepareCorpus", "--vocabulary", vocabulary, "--output", tokens, "--shard", $"{shard}/{count}", "--threads", "1");
            }

            using TokenDataset dataset = TokenDataset.Open(tokens);
            return (string[])[.. Enumerable.Range(0, (int)dataset.DocumentCount).Select(i => dataset.Read(i)).Select(row => $"{string.Join(' ', row.Ids)} | {string.Join(' ', row.Words)} | {string.Join(' ', row.SentenceStarts)}")];
        }));

        Assert.NotEmpty(datasets[0]);
        Assert.All(datasets, rows => Assert.Equal(datasets[0], rows));
    }

    [Theory]
    [InlineData("PrepareCorpus")]
    [InlineData("BuildVocabulary")]
    [InlineData("BuildWordReferences")]
    public async Task A_corrupt_line_is_told_with_file_and_line_and_ends_the_work_or_is_skipped(string pipeline)
    {
        string vocabulary = folder.File($"{pipeline}.vocab.txt");
        await PipelineRun.Done("BuildVocabulary", "--characters", "--output", vocabulary);
        string input = folder.Write($"{pipeline}.jsonl", "{\"text\":\"今天天气很好。\"}\n{\"text\": 5}\n{\"text\":\"我们去公园玩。\"}\n");
        string[] arguments = pipeline switch
        {
            "PrepareCorpus" => [pipeline, "--input", input, "--vocabulary", vocabulary, "--output", folder.File(pipeline)],
            "BuildVocabulary" => [pipeline, "--input", input, "--output", folder.File(pipeline)],
            _ => [pipeline, "--input", input, "--vocabulary", vocabulary, "--texts", folder.File("texts"), "--references", folder.File("references")],
        };

        PipelineRun fatal = await PipelineRun.Of(arguments);
        PipelineRun skipping = await PipelineRun.Of([.. arguments, "--skip-bad-lines"]);

        Assert.Equal((1, 0), (fatal.ExitCode, skipping.ExitCode));
        Assert.StartsWith($"Line 2 of '{input}' ", Assert.Single(fatal.Errors), StringComparison.Ordinal);
        Assert.StartsWith($"skipped: Line 2 of '{input}' ", Assert.Single(skipping.Errors), StringComparison.Ordinal);
    }

    // The numbers that YunwenTechnology/Unilm's README works out for its tiny model, BERT-base and 216,830 tokens.
    [Fact]
    public async Task ScalingLaws_prints_the_numbers_of_the_source()
    {
        string text = Regex.Replace(string.Concat(await PipelineRun.Done("ScalingLaws")), @"\s+", " ");

        Assert.All(
            (string[])["12,928", "86,826,240", "5,514,463", "6.6489", "5.5848", "2.8335", "4.1940", "up to 163 parameters"],
            number => Assert.Contains(number, text, StringComparison.Ordinal));
    }
}
