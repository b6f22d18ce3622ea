using System.IO.Compression;
using System.Text.Json;

namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>The main job as a user does it: pairs are learnt, a model is saved, other processes write with it and measure it.</summary>
[Trait("Kind", "Slow")]
public sealed class ParaphraseTests(ParaphraseModelFixture trained) : IClassFixture<ParaphraseModelFixture>
{
    [Fact]
    public void Options_come_from_a_file_and_what_the_command_line_says_goes_before()
    {
        // The file asks for three epochs, the command line for two.
        Assert.Contains(trained.Lines, line => line.StartsWith("epoch   2  validation: ", StringComparison.Ordinal));
        Assert.DoesNotContain(trained.Lines, line => line.StartsWith("epoch   3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_process_writes_the_same_answers()
    {
        string output = trained.Folder.File("again.txt");

        Assert.Empty(await PipelineRun.Done("Paraphrase", "--model", trained.Model, "--input", ParaphraseModelFixture.Queries, "--output", output));

        string[] answers = await File.ReadAllLinesAsync(output);
        Assert.Equal(await File.ReadAllLinesAsync(trained.Answers), answers);
        Assert.Equal(await File.ReadAllLinesAsync(ParaphraseModelFixture.Queries), answers.Select(answer => answer.Split('\u0001')[0]));
        Assert.All(answers, answer => Assert.Equal(3, answer.Split('\u0001')[1].Split("||").Distinct().Count()));
    }

    [Fact]
    public async Task Lines_of_the_standard_input_are_answered_as_JSON_with_scores()
    {
        PipelineRun run = await PipelineRun.Fed("真丝小方巾\n\n运动腰包\u0001品类:包\n", "Paraphrase", "--model", trained.Model, "--json");

        Assert.Empty(run.Errors);
        JsonElement[] answers = [.. run.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
        Assert.Equal(["真丝小方巾", "运动腰包"], answers.Select(answer => answer.GetProperty("query").GetString()));
        Assert.All(answers, answer =>
        {
            double[] scores = [.. answer.GetProperty("candidates").EnumerateArray().Select(candidate => candidate.GetProperty("score").GetDouble())];
            Assert.Equal(3, scores.Length);
            Assert.Equal(scores.OrderDescending(), scores);
        });
    }

    [Fact]
    public async Task A_model_is_measured_by_every_metric()
    {
        string table = trained.Folder.File("metrics.csv");

        await PipelineRun.Done("EvaluateParaphrase", "--model", trained.Model, "--csv", table);

        string[] metrics = [.. (await File.ReadAllLinesAsync(table)).Skip(1).Select(line => line.Split(',')[0])];
        Assert.Equal(["Rouge-1", "Rouge-2", "Rouge-L", "BLEU-4", "Exact match", "Distinct-1", "Distinct-2", "Perplexity", "Token accuracy"], metrics);
    }

    [Fact]
    public async Task A_query_that_is_no_UTF8_is_told_with_its_line()
    {
        string queries = trained.Folder.File("latin.txt");
        await File.WriteAllBytesAsync(queries, [.. "红茶\n"u8, (byte)'c', 0xE9, (byte)'\n']);

        PipelineRun run = await PipelineRun.Of("Paraphrase", "--model", trained.Model, "--input", queries);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"Line 2 of '{queries}' is not UTF-8: byte 1 is 0xE9."], run.Errors);
    }

    [Fact]
    public async Task A_pair_without_separator_is_told_with_its_line()
    {
        string pairs = trained.Folder.Write("pairs.csv", "红茶\u0001一杯暖意\n绿茶\n");

        PipelineRun run = await PipelineRun.Of("FinetuneParaphrase", "--data", pairs);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"Line 2 of '{pairs}' has no separator U+0001 between a source and a target."], run.Errors);
    }

    [Fact]
    public async Task A_model_whose_weights_are_cut_off_is_told()
    {
        string model = trained.Folder.File("cut.zip");
        File.Copy(trained.Model, model);
        using (ZipArchive zip = ZipFile.Open(model, ZipArchiveMode.Update))
        {
            using Stream weights = Assert.Single(zip.Entries, entry => entry.Name == "Weights.bin").Open();
            weights.SetLength(weights.Length / 2);
        }

        PipelineRun run = await PipelineRun.Of("Paraphrase", "--model", model);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"'{model}' is no model of this library: ", Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_told()
    {
        string model = trained.Folder.Write("model.zip", "no zip");

        PipelineRun run = await PipelineRun.Of("Paraphrase", "--model", model);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"'{model}' is no model of this library: ", Assert.Single(run.Errors), StringComparison.Ordinal);
    }
}
