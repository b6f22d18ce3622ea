namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>Every architecture that a pipeline offers is trained on the repository's own data, saved and used.</summary>
[Trait("Kind", "Slow")]
public sealed class TrainingTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Theory]
    [InlineData("flash-quad")]
    [InlineData("flash")]
    [InlineData("bert")]
    public async Task PretrainGau_ends_with_the_masks_of_the_demo_filled(string architecture)
    {
        string zip = folder.File($"{architecture}.zip");

        string[] lines = await PipelineRun.Done(["PretrainGau", .. PipelineRun.Tiny, "--architecture", architecture, "--output", zip]);

        Assert.Equal(4 * 2, lines[^1].Split("||").Length - 1);
        Assert.EndsWith($"saved {zip}", lines[^2], StringComparison.Ordinal);
        Assert.True(File.Exists(zip));
    }

    [Theory]
    [InlineData("t5")]
    [InlineData("unilm")]
    [InlineData("lstm-title")]
    public async Task FinetuneTitle_ends_with_a_table_of_metrics(string architecture)
    {
        (string zip, string csv) = (folder.File($"{architecture}.zip"), folder.File($"{architecture}.csv"));

        string[] lines = await PipelineRun.Done(["FinetuneTitle", .. PipelineRun.Tiny, "--architecture", architecture, "--beams", "2", "--output", zip, "--csv", csv]);

        string[] names = ["Rouge-1", "Rouge-2", "Rouge-L", "BLEU-4", "Exact match", "Distinct-1", "Distinct-2"];
        Assert.Equal("2 pairs", lines[^(names.Length + 1)]);
        Assert.All(names.Zip(lines[^names.Length..]), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(names.Length + 1, File.ReadLines(csv).Count());
        Assert.True(File.Exists(zip));
    }

    [Fact]
    public async Task FinetuneChat_measures_what_was_held_out()
    {
        (string zip, string csv, string answers) = (folder.File("chat.zip"), folder.File("chat.csv"), folder.File("chat.jsonl"));

        string[] lines = await PipelineRun.Done(["FinetuneChat", .. PipelineRun.Tiny, "--output", zip, "--csv", csv, "--answers", answers]);

        Assert.StartsWith("18 answers to learn from, 2 to measure on, ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("Rouge-L ", StringComparison.Ordinal));
        Assert.Matches(@"^Perplexity +\d+[.]\d{4}$", lines[^2]);
        Assert.Equal(2, File.ReadLines(answers).Count());
        Assert.True(File.Exists(zip) && File.Exists(csv));
    }

    [Fact]
    public async Task CompareLstm_compares_networks_of_like_size()
    {
        string csv = folder.File("compare.csv");

        string[] lines = await PipelineRun.Done(["CompareLstm", .. PipelineRun.Tiny, "--csv", csv]);

        Assert.Matches("^model +parameters +validation loss +perplexity +tokens/s$", lines[^3]);
        string[][] rows = [.. File.ReadLines(csv).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(["GPT", "LSTM"], rows.Select(row => row[0]));
        long[] sizes = [.. rows.Select(row => long.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.InRange((double)sizes[1] / sizes[0], 0.75, 1.34);
    }

    [Fact]
    public async Task CompareLstm_keeps_checkpoints_and_logs_of_its_networks_apart()
    {
        (string checkpoints, string log) = (folder.File("compared"), folder.File("compared-log"));
        string[] arguments = ["CompareLstm", .. PipelineRun.Tiny, "--checkpoints", checkpoints, "--log", log];

        string[] first = await PipelineRun.Done(arguments);
        string[] again = await PipelineRun.Done(arguments);

        Assert.Equal(2, Directory.GetDirectories(checkpoints).Length);
        Assert.Equal(2, Directory.GetDirectories(log).Length);
        Assert.DoesNotContain(again, line => line.StartsWith("epoch   1/1  step", StringComparison.Ordinal));
        Assert.Contains(first, line => line.StartsWith("epoch   1/1  step", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("row")]
    [InlineData("batch")]
    public async Task PretrainUnilm_mixes_its_objectives_by_row_or_by_batch(string mix)
    {
        string zip = folder.File($"{mix}.zip");

        string[] lines = await PipelineRun.Done(["PretrainUnilm", .. PipelineRun.Tiny, "--mix", mix, "--output", zip]);

        Assert.Contains(lines, line => line.StartsWith("Completed: ", StringComparison.Ordinal));
        Assert.True(File.Exists(zip));
    }

    [Fact]
    public async Task FinetuneClue_writes_the_log_that_it_is_asked_for()
    {
        string log = folder.File("clue-log");

        await PipelineRun.Done(
            ["FinetuneClue", .. PipelineRun.Tiny.SkipLast(2), "--task", "tnews", "--log", log, "--output", folder.File("clue.zip"), "--predictions", folder.File("clue")]);

        Assert.True(File.Exists(Path.Combine(log, "metrics.jsonl")));
    }
}
