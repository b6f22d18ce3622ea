using System.CommandLine;
using System.Text;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Measures any model zip on a file with the right answers, by what the model does.</summary>
internal static class Evaluate
{
    public static Command Command()
    {
        var model = new Option<string>("--model") { Description = "The model zip.", DefaultValueFactory = _ => "models/paraphrase.zip" };
        var data = new Option<string>("--data")
        {
            Description = "UTF-8 lines: source and target for models that write or score, text and label for classifiers (or a CLUE file, with --task), text for models that fill masks; CMRC2018's JSON for models that find answers.",
            DefaultValueFactory = _ => "data/title_slogan.dev.csv",
        };
        var separator = new Option<string>("--separator") { Description = "What stands between source and target, one character; \\t for a tab. U+0001 where it is left out." };
        var task = new Option<string?>("--task") { Description = $"The CLUE task that the data is of: {string.Join(", ", ClueTask.All)}." };
        var limit = new Option<int?>("--limit") { Description = "Use the first so many rows only." };
        var csv = new Option<string?>("--csv") { Description = "Where the table of metrics goes as a CSV file." };
        var rows = new Option<string?>("--rows") { Description = "Where the scores of each row go as a CSV file." };
        var command = new Command("Evaluate", "Rouge, BLEU, exact match and Distinct of models that write, by characters; accuracy and macro F1 of classifiers; F1 of answers; loss and perplexity of others. Scores of each row with --rows.")
        {
            model, data, separator, task, limit, csv, rows,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(limit) is < 1 and { } rowCount)
            {
                throw new ArgumentException($"--limit is {rowCount}; at least 1 is wanted.");
            }

            var ml = new MLContext();
            ITransformer loaded = ModelFile.Load(ml, parsed.GetValue(model)!);
            var file = new ScoredFile(parsed.GetValue(data)!, Separator(parsed.GetValue(separator)), parsed.GetValue(task), parsed.GetValue(limit), PerRow: parsed.GetValue(rows) is not null);
            ModelScores scores = ModelScores.Of(ml, loaded, file);
            DataFrame table = scores.Metrics.ToDataFrame();
            MetricTable.Print(scores.Measured, table);
            Save(table, parsed.GetValue(csv));
            Save(scores.Metrics.Rows, parsed.GetValue(rows));
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
