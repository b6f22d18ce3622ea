using System.CommandLine;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
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
            IReadOnlyList<TextPair> pairs = TextPairFile.Read(parsed.GetValue(data)!);
            IDataView rows = ml.Data.LoadFromEnumerable(pairs);
            IGenerationMetric[] metrics = [new Rouge(RougeKind.Rouge1), new Rouge(RougeKind.Rouge2), new Rouge(RougeKind.RougeL), new Bleu4(BleuSmoothing.Epsilon), new ExactMatch(), new DistinctN(1), new DistinctN(2)];
            BertTextTokenizer? tokenizer = ModelFile.Find<TextGenerationTransformer>(loaded)?.Model.Tokenizer;
            foreach ((Answer answer, TextPair pair) in ml.Data.CreateEnumerable<Answer>(loaded.Transform(rows), reuseRowObject: false).Zip(pairs))
            {
                // As the model could write it: tokens lose case, double spaces and what the vocabulary lacks.
                string wanted = tokenizer is null ? pair.Target : tokenizer.Decode(tokenizer.Encode(pair.Target).Ids);
                foreach (IGenerationMetric metric in metrics)
                {
                    metric.Add(TextUnits.Characters(answer.Generated), TextUnits.Characters(wanted));
                }
            }

            List<(string Name, double Value)> table = [.. metrics.Select(m => (m.Name, m.Value))];
            if (ModelFile.Find<TextGenerationTransformer>(loaded) is { } generator)
            {
                ValidationResult foreseen = Foresee(ml, generator.Model, rows);
                table.AddRange([("Perplexity", foreseen.Perplexity), ("Token accuracy", foreseen.Accuracy)]);
            }

            var frame = new DataFrame(
                new StringDataFrameColumn("metric", table.Select(r => r.Name)), new DoubleDataFrameColumn("value", table.Select(r => Math.Round(r.Value, 4))));
            Console.WriteLine($"{pairs.Count} pairs");
            Console.WriteLine(frame.ToString());
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
