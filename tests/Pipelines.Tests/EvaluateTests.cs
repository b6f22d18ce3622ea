using System.Globalization;
using Microsoft.ML;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Scoring;

namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>Any model zip can be measured, whatever the model does.</summary>
[Trait("Kind", "Slow")]
public sealed class EvaluateTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Theory]
    [InlineData("data/clue/tnews/dev.json", "Accuracy", "Text,Label,PredictedLabel,Accuracy", "FinetuneClue", "--task", "tnews")]
    [InlineData("data/clue/afqmc/dev.json", "Accuracy", "Text,Label,PredictedLabel,Accuracy", "FinetuneClue", "--task", "afqmc")]
    [InlineData("data/clue/cmrc2018/dev.json", "F1", "Question,Wanted,Found,F1,ExactMatch", "FinetuneClue", "--task", "cmrc2018")]
    [InlineData("data/queries.txt", "Loss", "Text,Loss,Accuracy,Labels", "PretrainGau", "--limit", "20")]
    [InlineData("data/title_slogan.dev.csv", "Rouge-1", "Source,Generated,Target,Rouge1,Rouge2,RougeL,Bleu4,ExactMatch", "FinetuneParaphrase", "--limit", "20")]
    public async Task A_zip_is_measured_by_what_the_model_does_with_scores_of_each_row(string data, string metric, string columns, string pipeline, params string[] options)
    {
        string zip = folder.File($"{pipeline}{options[1]}.zip");
        string scores = folder.File($"{pipeline}{options[1]}.csv");
        string[] aside = pipeline == "FinetuneClue" ? ["--predictions", folder.File("predictions")] : [];
        await PipelineRun.Done([pipeline, .. PipelineRun.Tiny.SkipLast(2), .. options, "--output", zip, .. aside]);
        string[] task = data.StartsWith("data/clue/", StringComparison.Ordinal) && metric == "Accuracy" ? options : [];

        string[] lines = await PipelineRun.Done(["Evaluate", "--model", zip, "--data", data, "--limit", "7", "--rows", scores, .. task]);

        int measured = int.Parse(lines[0].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(measured, 2, 7); // small files have fewer
        Assert.StartsWith(metric, lines[1], StringComparison.Ordinal);
        string[] rows = await File.ReadAllLinesAsync(scores);
        Assert.Equal(columns, rows[0]);
        Assert.Equal(measured, rows.Length - 1);
    }

    // No pipeline makes such a zip: a trained model is put to that work, with columns of other names than the file's.
    [Theory]
    [InlineData("Title", "data/title_slogan.dev.csv", "Title,Slogan,LogProbability,Tokens,Perplexity", "FinetuneParaphrase")]
    [InlineData(null, "data/queries.txt", "Slogan,LogProbability,Tokens,Perplexity", "PretrainGpt")]
    public async Task A_zip_that_scores_texts_is_measured_by_how_well_it_foresees_them(string? source, string data, string columns, string pipeline)
    {
        string zip = folder.File($"{pipeline}.zip");
        string scorer = folder.File($"{pipeline}Scorer.zip");
        string scores = folder.File($"{pipeline}Scorer.csv");
        await PipelineRun.Done([pipeline, .. PipelineRun.Tiny, "--output", zip]);
        var ml = new MLContext(seed: 1);
        ITransformer model = ml.Model.Load(zip, out _);
        using TextGenerationTransformer writer = model as TextGenerationTransformer ?? ((IEnumerable<ITransformer>)model).OfType<TextGenerationTransformer>().Single();
        IDataView read = ml.Data.LoadFromEnumerable<Pair>([]);
        ml.Seq2Seq().SaveModel(ml.Seq2Seq().ScoreText(writer.Model, new ScoreTextOptions { SourceColumn = source, TextColumn = nameof(Pair.Slogan) }).Fit(read), read.Schema, scorer);

        string[] lines = await PipelineRun.Done("Evaluate", "--model", scorer, "--data", data, "--limit", "7", "--rows", scores);

        string[][] rows = [.. File.ReadLines(scores).Select(line => line.Split(','))];
        Assert.Equal(columns, string.Join(',', rows[0]));
        Assert.Equal(8, rows.Length);
        double Number(string[] row, int fromEnd) => double.Parse(row[^fromEnd], CultureInfo.InvariantCulture);
        double tokens = rows.Skip(1).Sum(row => Number(row, 2));
        double loss = -rows.Skip(1).Sum(row => Number(row, 3)) / tokens;
        Assert.Equal($"7 texts, {tokens} tokens", lines[0]);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{"Loss",-16}{loss:f4}"), lines[1]);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{"Perplexity",-16}{Math.Exp(loss):f4}"), lines[2]);
    }

    [Fact]
    public async Task A_zip_of_something_else_is_refused_in_one_sentence()
    {
        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable<Pair>([]);
        string other = folder.File("other.zip");
        ml.Model.Save(ml.Transforms.CopyColumns("Copy", nameof(Pair.Title)).Fit(data), data.Schema, other);

        PipelineRun run = await PipelineRun.Of("Evaluate", "--model", other);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["The model neither writes texts nor tells labels, finds answers, scores texts or fills masks: there is nothing to measure."], run.Errors);
    }

    private sealed class Pair
    {
        public string Title { get; set; } = "";

        public string Slogan { get; set; } = "";
    }
}
