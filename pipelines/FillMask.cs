using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.FillMask;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Pipelines.Shared;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Loads a model zip and says which tokens the masks of texts hide, as the demos of GAU-alpha and FLASHQuad print it.</summary>
internal static class FillMask
{
    /// <summary>The text of FLASHQuad's demo.</summary>
    public const string DemoText = "天气预报说今天的天[MASK]很好，那么我[MASK]一起去公园玩吧！";

    public static Command Command()
    {
        var texts = new Argument<string[]>("texts") { Description = "Texts with [MASK] in them; the text of FLASHQuad's demo where there are neither texts nor a file.", Arity = ArgumentArity.ZeroOrMore };
        var model = new Option<string>("--model") { Description = "The model zip.", DefaultValueFactory = _ => "models/gau.zip" };
        var input = new Option<string?>("--input") { Description = "More such texts: UTF-8, one a line." };
        var output = new Option<string?>("--output") { Description = "The file to write; standard output where it is left out." };
        var top = new Option<int>("--top") { Description = "Tokens that are shown for each mask.", DefaultValueFactory = _ => 5 };
        var command = new Command("FillMask", "Fills the masks of texts: the likeliest tokens of each with their probabilities.") { texts, model, input, output, top };
        command.SetAction(parsed =>
        {
            var ml = new MLContext();
            string path = parsed.GetValue(model)!;
            ITransformer loaded = ModelFile.Load(ml, path);
            using TextModelTransformer found = ModelFile.Find<TextModelTransformer>(loaded) ?? throw new InvalidDataException($"'{path}' holds no language model.");
            string[] given = [.. parsed.GetValue(texts) ?? [], .. parsed.GetValue(input) is { } file ? Document.ReadLines(file).Select(line => line.Text) : []];
            IDataView rows = ml.Data.LoadFromEnumerable((given.Length > 0 ? given : [DemoText]).Select(text => new Document { Text = text }));

            // Any model that reads from both sides will do, whatever it was saved to be used for.
            IDataView filled = ml.Seq2Seq().FillMask(found.Model, new FillMaskOptions { TopK = parsed.GetValue(top) }).Fit(rows).Transform(rows);
            string lines = string.Concat(filled.GetColumn<string>("Predictions").Select(line => line + "\n"));
            if (parsed.GetValue(output) is { } target)
            {
                OutputFile.Write(target, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(lines)));
            }
            else
            {
                Console.Out.Write(lines);
            }
        });
        return command;
    }
}
