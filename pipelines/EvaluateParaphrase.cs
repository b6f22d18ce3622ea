using System.CommandLine;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Evaluation;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Measures a model zip on a file of pairs: what it writes against what stands there, and how well it foresees the targets.</summary>
internal static class EvaluateParaphrase
{
    public static Command Command()
    {
        var model = new Option<string>("--model") { Description = "The model zip.", DefaultValueFactory = _ => "models/paraphrase.zip" };
        var data = new Option<string>("--data") { Description = "Pairs: UTF-8 lines, source U+0001 target.", DefaultValueFactory = _ => "data/title_slogan.dev.csv" };
        var csv = new Option<string?>("--csv") { Description = "Where the table goes as a CSV file." };
        var command = new Command("EvaluateParaphrase", "Rouge, BLEU, exact match, Distinct and perplexity of a saved model, by characters.") { model, data, csv };
        command.SetAction(parsed =>
        {
            var ml = new MLContext();
            ITransformer loaded = ModelFile.Load(ml, parsed.GetValue(model)!);
            TextGenerationTransformer writer = ModelFile.Find<TextGenerationTransformer>(loaded)
                ?? throw new InvalidDataException($"'{parsed.GetValue(model)}' writes no text: it has no text generation in it.");
            IDataView rows = ml.Data.LoadFromEnumerable(TextPairFile.Read(parsed.GetValue(data)!));
            GenerationMetrics metrics = ml.Seq2Seq().Evaluate(loaded.Transform(rows), new EvaluateOptions { Model = writer.Model });
            ValidationResult foreseen = Foresee(ml, writer.Model, rows);
            DataFrame frame = metrics.ToDataFrame();
            frame.Append(new Dictionary<string, object> { ["metric"] = "Perplexity", ["value"] = foreseen.Perplexity }, inPlace: true);
            frame.Append(new Dictionary<string, object> { ["metric"] = "Token accuracy", ["value"] = foreseen.Accuracy }, inPlace: true);
            MetricTable.Print($"{metrics.Count} pairs", frame);
            if (parsed.GetValue(csv) is { } path)
            {
                DataFrame.SaveCsv(frame, path, encoding: new System.Text.UTF8Encoding(false));
            }
        });
        return command;
    }

    // Each target token hidden with the chance of training, the others shown: the loss that the model was trained on, on the canonical noise.
    private static ValidationResult Foresee(MLContext ml, LanguageModel model, IDataView rows)
    {
        EncodePrefixPairsEstimator encode = ml.Seq2Seq().EncodePrefixPairs(new EncodePrefixPairsOptions
        {
            Vocabulary = model.Tokenizer.Vocabulary, Tokenizer = model.TokenizerOptions, MaximumLength = model.Network.MaximumLength,
        });
        return ml.Seq2Seq().Measure(model, encode.Fit(rows).Transform(rows));
    }
}
