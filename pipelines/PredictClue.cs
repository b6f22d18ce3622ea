using System.CommandLine;
using Microsoft.ML;
using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Pipelines.Shared;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Loads a model zip of FinetuneClue, measures it on <c>dev.json</c> and writes the predictions that CLUE takes.</summary>
internal static class PredictClue
{
    public static Command Command()
    {
        var task = new Option<string>("--task") { Description = $"{string.Join(", ", ClueTask.All)} or {CluePredictions.Cmrc}.", DefaultValueFactory = _ => ClueTask.Tnews.Name };
        var model = new Option<string?>("--model") { Description = "The model zip; models/clue-<task>.zip where it is left out." };
        var data = new Option<string?>("--data") { Description = "Folder with the task's dev.json and test files; data/clue/<task> where it is left out." };
        var separator = new Option<string>("--keyword-separator") { Description = "What stands between the keywords of csl.", DefaultValueFactory = _ => new ClueTaskOptions().KeywordSeparator };
        var predictions = new Option<string>("--predictions") { Description = "Folder for the prediction files.", DefaultValueFactory = _ => "models/clue" };
        var command = new Command("PredictClue", "Writes the prediction files of a CLUE task with a saved model.") { task, model, data, separator, predictions };
        command.SetAction(parsed =>
        {
            var ml = new MLContext();
            string name = parsed.GetValue(task)!;
            string folder = parsed.GetValue(data) ?? $"data/clue/{name}";
            if (!Directory.Exists(folder))
            {
                throw new DirectoryNotFoundException($"There is no folder '{folder}' with the files of {name}.");
            }

            ITransformer loaded = ModelFile.Load(ml, parsed.GetValue(model) ?? $"models/clue-{name}.zip");
            CluePredictions.Write(ml, loaded, name, folder, parsed.GetValue(predictions)!, new ClueTaskOptions { KeywordSeparator = parsed.GetValue(separator)! });
        });
        return command;
    }
}
