namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>Any model zip can be measured, whatever the model does.</summary>
[Trait("Kind", "Slow")]
public sealed class EvaluateTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Theory]
    [InlineData("data/clue/tnews/dev.json", "Accuracy", "Text,Label,PredictedLabel,Accuracy", "FinetuneClue", "--task", "tnews")]
    [InlineData("data/clue/afqmc/dev.json", "Accuracy", "Text,Label,PredictedLabel,Accuracy", "FinetuneClue", "--task", "afqmc")]
    [InlineData("data/clue/cmrc2018/dev.json", "F1", "Question,Wanted,Found,F1,ExactMatch", "FinetuneClue", "--task", "cmrc2018")]
    [InlineData("data/queries.txt", "Loss", "Text,Loss,Accuracy,HiddenTokens", "PretrainGau", "--limit", "20")]
    [InlineData("data/title_slogan.dev.csv", "Rouge-1", "Generated,Target,Rouge1,Rouge2,RougeL,Bleu4,ExactMatch", "FinetuneParaphrase", "--limit", "20")]
    public async Task A_zip_is_measured_by_what_the_model_does_with_scores_of_each_row(string data, string metric, string columns, string pipeline, params string[] options)
    {
        string zip = folder.File($"{pipeline}{options[1]}.zip");
        string scores = folder.File($"{pipeline}{options[1]}.csv");
        string[] aside = pipeline == "FinetuneClue" ? ["--predictions", folder.File("predictions")] : [];
        await PipelineRun.Done([pipeline, .. PipelineRun.Tiny.SkipLast(2), .. options, "--output", zip, .. aside]);
        string[] task = data.StartsWith("data/clue/", StringComparison.Ordinal) && metric == "Accuracy" ? options : [];

        string[] lines = await PipelineRun.Done(["Evaluate", "--model", zip, "--data", data, "--limit", "7", "--rows", scores, .. task]);

        int measured = int.Parse(lines[0].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(measured, 2, 7); // small files have fewer
        Assert.StartsWith(metric, lines[1], StringComparison.Ordinal);
        string[] rows = await File.ReadAllLinesAsync(scores);
        Assert.Equal(columns, rows[0]);
        Assert.Equal(measured, rows.Length - 1);
    }
}
