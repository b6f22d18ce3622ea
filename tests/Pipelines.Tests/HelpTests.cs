namespace MlNetSeq2Seq.Pipelines.Tests;

[Trait("Kind", "Slow")]
public sealed class HelpTests
{
    [Fact]
    public async Task Every_pipeline_says_what_it_does_and_what_each_option_of_it_is_for()
    {
        string[] pipelines = [.. (await PipelineRun.Done("--help"))
            .SkipWhile(line => line != "Commands:").Skip(1)
            .Select(line => line.Trim().Split(' ')[0])];
        Assert.Contains("PretrainUnilm", pipelines);

        PipelineRun[] runs = await Task.WhenAll(pipelines.Select(pipeline => PipelineRun.Of(pipeline, "--help")));

        Assert.All(runs, run => Assert.Equal(0, run.ExitCode));
        Assert.All(runs, run => Assert.Matches("^  [A-Z].+[.]", run.Lines[1]));

        // An option without a description ends its line with its name, or with its default.
        string[] options = [.. runs.SelectMany(run => run.Lines).Where(line => line.StartsWith("  --", StringComparison.Ordinal))];
        Assert.True(options.Length > 200, $"Only {options.Length} options were found.");
        Assert.All(options, line => Assert.Matches(@"^  --[a-z-]+( <[^>]+>)*( \(REQUIRED\))? {2,}\S.{8,}", line));
    }

    // One table for all programs that train, so that none lacks an option, or calls it otherwise.
    [Fact]
    public async Task Every_program_that_trains_takes_the_same_options_of_training()
    {
        string[] programs = ["PretrainMlmSop", "PretrainUnilm", "PretrainGau", "PretrainGpt", "PretrainBart", "FinetuneParaphrase", "FinetuneChat", "FinetuneTitle", "CompareLstm", "FinetuneClue"];
        string[] options =
        [
            "--epochs", "--batch", "--rate", "--warmup", "--optimizer", "--weight-decay", "--schedule", "--accumulation", "--clip", "--smoothing", "--r-drop", "--adversarial", "--average", "--lookahead",
            "--patience", "--best", "--precision", "--recompute", "--device", "--seed", "--checkpoints", "--log",
        ];

        PipelineRun[] runs = await Task.WhenAll(programs.Select(program => PipelineRun.Of(program, "--help")));

        string[][] lines = [.. runs.Select(run => options.Select(option => Assert.Single(run.Lines, line => line.StartsWith($"  {option} ", StringComparison.Ordinal))).Select(WithoutDefault).ToArray())];
        Assert.All(lines, found => Assert.Equal(lines[0], found));

        static string WithoutDefault(string line) => string.Join(' ', line.Split(" [default:")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
