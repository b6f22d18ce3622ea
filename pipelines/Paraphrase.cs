using System.CommandLine;
using Microsoft.ML;
using MlNetSeq2Seq.Pipelines.Shared;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Loads a model zip and writes texts for the lines of a file or of the standard input.</summary>
internal static class Paraphrase
{
    public static Command Command()
    {
        var model = new Option<string>("--model") { Description = "The model zip.", DefaultValueFactory = _ => "models/paraphrase.zip" };
        var input = new Option<string?>("--input") { Description = "Texts, one a line; the standard input where it is left out." };
        var output = new Option<string?>("--output") { Description = "Where answers go; the standard output where it is left out." };
        var json = new Option<bool>("--json") { Description = "JSON lines with scores, instead of: query U+0001 first||second||third." };
        var command = new Command("Paraphrase", "Writes texts with a saved model.") { model, input, output, json };
        command.SetAction(parsed =>
        {
            var ml = new MLContext();
            ITransformer loaded = ModelFile.Load(ml, parsed.GetValue(model)!);
            Query[] queries = Query.ReadLines(parsed.GetValue(input));
            IEnumerable<Answer> answers = ml.Data.CreateEnumerable<Answer>(loaded.Transform(ml.Data.LoadFromEnumerable(queries)), reuseRowObject: false);
            Answer.WriteLines(parsed.GetValue(output), answers, parsed.GetValue(json));
        });
        return command;
    }
}
