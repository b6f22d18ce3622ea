using System.CommandLine;
using System.Text;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlNetSeq2Seq.Evaluation;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Scores what any model zip that writes text makes of a file of pairs.</summary>
internal static class Evaluate
{
    public static Command Command()
    {
        var model = new Option<string>("--model") { Description = "The model zip.", DefaultValueFactory = _ => "models/paraphrase.zip" };
        var data = new Option<string>("--data") { Description = "Pairs: UTF-8 lines, source and target.", DefaultValueFactory = _ => "data/title_slogan.dev.csv" };
        var separator = new Option<string>("--separator") { Description = "What stands between source and target, one character; \\t for a tab. U+0001 where it is left out." };
        var limit = new Option<int?>("--limit") { Description = "Use the first so many pairs only." };
        var csv = new Option<string?>("--csv") { Description = "Where the table of metrics goes as a CSV file." };
        var rows = new Option<string?>("--rows") { Description = "Where the scores of each pair go as a CSV file." };
        var command = new Command("Evaluate", "Rouge, BLEU, exact match and Distinct of any saved model that writes text, by characters; scores of each pair with --rows.") { model, data, separator, limit, csv, rows };
        command.SetAction(parsed =>
        {
            var ml = new MLContext();
            ITransformer loaded = ModelFile.Load(ml, parsed.GetValue(model)!);
            TextGenerationTransformer writer = ModelFile.Find<TextGenerationTransformer>(loaded)
                ?? throw new InvalidDataException($"'{parsed.GetValue(model)}' writes no text: it has no text generation in it.");
            IEnumerable<TextPair> pairs = TextPairFile.Read(parsed.GetValue(data)!, Separator(parsed.GetValue(separator))).Take(parsed.GetValue(limit) ?? int.MaxValue);

            // The model may have been trained with another name for the column that it reads.
            IDataView view = ml.Transforms.CopyColumns(writer.Options.SourceColumn, nameof(TextPair.Source)).Fit(ml.Data.LoadFromEnumerable(pairs)).Transform(ml.Data.LoadFromEnumerable(pairs));
            GenerationMetrics metrics = ml.Seq2Seq().Evaluate(loaded.Transform(view), new EvaluateOptions
            {
                GeneratedColumn = writer.Options.OutputColumn, TargetColumn = nameof(TextPair.Target), Model = writer.Model, PerRow = parsed.GetValue(rows) is not null,
            });

            DataFrame frame = metrics.ToDataFrame();
            MetricTable.Print(metrics.Count, frame);
            Save(frame, parsed.GetValue(csv));
            Save(metrics.Rows, parsed.GetValue(rows));
        });
        return command;
    }

    private static char Separator(string? text) => text switch
    {
        null => TextPairFile.DefaultSeparator,
        "\\t" => '\t',
        [char one] => one,
        _ => throw new ArgumentException($"--separator is '{text}'; one character is wanted, or \\t."),
    };

    private static void Save(DataFrame? frame, string? path)
    {
        if (frame is not null && path is not null)
        {
            DataFrame.SaveCsv(frame, path, encoding: new UTF8Encoding(false));
        }
    }
}
