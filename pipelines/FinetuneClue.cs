using System.CommandLine;
using Microsoft.ML;
using MlNetSeq2Seq.Classification;
using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Learns a CLUE task from its own files, keeps the epoch that is best on <c>dev.json</c>, and writes the predictions that CLUE takes.</summary>
internal static class FinetuneClue
{
    public static Command Command()
    {
        var task = new Option<string>("--task") { Description = $"{string.Join(", ", ClueTask.All)} or {CluePredictions.Cmrc}.", DefaultValueFactory = _ => ClueTask.Tnews.Name };
        var data = new Option<string?>("--data") { Description = "Folder with the task's train.json, dev.json and test files; data/clue/<task> where it is left out." };
        var from = new Option<string?>("--from") { Description = "What to begin with: a model zip, or a folder with config.json, vocab.txt and weights; vocabulary and sizes are kept." };
        var architecture = new Option<string>("--architecture") { Description = "The network: bert, gau-alpha, flash-quad or flash.", DefaultValueFactory = _ => "bert" };
        architecture.AcceptOnlyFromAmong("bert", "gau-alpha", "flash-quad", "flash");
        var vocabulary = new Option<string?>("--vocabulary") { Description = "vocab.txt of BERT's form; the characters of train.json where it is left out." };
        var separator = new Option<string>("--keyword-separator") { Description = "What stands between the keywords of csl.", DefaultValueFactory = _ => new ClueTaskOptions().KeywordSeparator };
        var output = new Option<string?>("--output") { Description = "The model zip to write; models/clue-<task>.zip where it is left out." };
        var predictions = new Option<string>("--predictions") { Description = "Folder for the prediction files.", DefaultValueFactory = _ => "models/clue" };
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 40, Length = 128 });
        var command = new Command("FinetuneClue", "Fine-tunes an encoder on a CLUE task: dev metric after every epoch, the best epoch kept, prediction files.")
        {
            task, data, from, architecture, vocabulary, separator, output, predictions,
        };
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            var ml = new MLContext(values.Seed);
            string name = parsed.GetValue(task)!;
            string folder = parsed.GetValue(data) ?? $"data/clue/{name}";
            using LanguageModel? start = Encoders.Start(ml, parsed.GetValue(from));
            var options = new ClueTaskOptions { KeywordSeparator = parsed.GetValue(separator)! };
            IEncoderConfig Network(Vocabulary tokens) => start is null ? Encoders.Sizes(parsed.GetValue(architecture)!, values, tokens) : (IEncoderConfig)start.Network.Configuration;
            Vocabulary Tokens(IEnumerable<string> texts) => start?.Tokenizer.Vocabulary ?? (parsed.GetValue(vocabulary) is { } path ? Vocabulary.ReadFile(path) : Document.Characters(texts));
            ITransformer model = name == CluePredictions.Cmrc
                ? Reader(ml, folder, values, start, Tokens, Network, cancellationToken)
                : Classifier(ml, ClueTask.Named(name), folder, options, values, start, Tokens, Network, cancellationToken);
            string zip = parsed.GetValue(output) ?? $"models/clue-{name}.zip";
            DataViewSchema schema = name == CluePredictions.Cmrc ? ml.Data.LoadFromEnumerable<ReadingExample>([]).Schema : ml.Data.LoadFromEnumerable<ClueExample>([]).Schema;
            ml.Seq2Seq().SaveModel(model, schema, zip);
            Console.WriteLine($"saved {zip}");
            CluePredictions.Write(ml, model, name, folder, parsed.GetValue(predictions)!, options);
            ((IDisposable)model).Dispose();
            return Task.FromResult(0);
        });
        return command;
    }

    private static ClassifyTextTransformer Classifier(
        MLContext ml, ClueTask task, string folder, ClueTaskOptions options, TrainingValues values, LanguageModel? start,
        Func<IEnumerable<string>, Vocabulary> vocabulary, Func<Vocabulary, IEncoderConfig> network, CancellationToken cancellationToken)
    {
        // Rows on which annotators did not agree teach nothing.
        ClueExample[] Labelled(string file) => [.. ClueFile.Read(task, Path.Combine(folder, file), options).Where(row => row.Label.Length > 0)];
        ClueExample[] rows = Labelled("train.json");
        Vocabulary tokens = vocabulary(rows.SelectMany(row => (string[])[row.Text, row.SecondText]));
        string? second = task.IsPair ? nameof(ClueExample.SecondText) : null;
        EncodeClassificationEstimator encode = ml.Seq2Seq().EncodeClassification(new EncodeClassificationOptions
        {
            Vocabulary = tokens, LabelNames = task.Labels, SecondTextColumn = second, MaximumLength = values.Length,
        });
        IDataView Encoded(ClueExample[] examples) => ml.Data.LoadFromEnumerable(examples) is var view ? encode.Fit(view).Transform(view) : view;
        ClueExample[] dev = Labelled("dev.json");
        Console.WriteLine($"{task}: {rows.Length} rows to learn from, {dev.Length} to measure on, {task.Labels.Count} labels, {tokens.Count} tokens");
        Seq2SeqTrainer<ClassifyTextTransformer> trainer = ml.Seq2Seq().Trainers.Classifier((values with { Training = values.Training with { RestoreBest = true, BestMetric = ValidationResult.SequenceAccuracyName } }).Complete(new ClassifierTrainerOptions
        {
            Vocabulary = tokens,
            Network = network(tokens),
            Classification = new ClassifyTextOptions { LabelNames = task.Labels, SecondTextColumn = second, MaximumLength = values.Length },
            Validation = Encoded(dev),
        }, new StartingModel(start, null), cancellationToken));
        ClassifyTextTransformer model = values.Watch(() => trainer.Fit(Encoded(rows)));
        Console.WriteLine($"{trainer.Result!.End}: {trainer.Result.Steps.Count} steps, best at step {trainer.Result.BestStep}");
        return model;
    }

    private static ReadingTransformer Reader(
        MLContext ml, string folder, TrainingValues values, LanguageModel? start,
        Func<IEnumerable<string>, Vocabulary> vocabulary, Func<Vocabulary, IEncoderConfig> network, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReadingExample> all = CmrcFile.Read(Path.Combine(folder, "train.json"));
        ReadingExample[] rows = [.. all.Where(row => AnswerLocation.Find(row.Context, row.Answer, row.AnswerStart) is not null)];
        ReadingExample[] dev = [.. CmrcFile.Read(Path.Combine(folder, "dev.json")).Where(row => AnswerLocation.Find(row.Context, row.Answer, row.AnswerStart) is not null)];
        Vocabulary tokens = vocabulary(rows.SelectMany(row => (string[])[row.Question, row.Context]));
        Console.WriteLine($"{CluePredictions.Cmrc}: {rows.Length} questions to learn from ({all.Count - rows.Length} left out, whose text lacks the answer), {dev.Length} to measure on, {tokens.Count} tokens");

        // As CMRC2018's preparation has them at 512 tokens: questions of an eighth of a row, and a stride of a quarter.
        (int question, int stride) = (values.Length / 8, values.Length / 4);
        EncodeReadingEstimator encode = ml.Seq2Seq().EncodeReading(new EncodeReadingOptions
        {
            Vocabulary = tokens, MaximumLength = values.Length, MaximumQuestionLength = question, Stride = stride,
        });
        IDataView Encoded(ReadingExample[] examples) => ml.Data.LoadFromEnumerable(examples) is var view ? encode.Fit(view).Transform(view) : view;
        Seq2SeqTrainer<ReadingTransformer> trainer = ml.Seq2Seq().Trainers.Reader((values with { Training = values.Training with { RestoreBest = true, BestMetric = ReaderTrainerOptions.AverageName } }).Complete(new ReaderTrainerOptions
        {
            Vocabulary = tokens,
            Network = network(tokens),
            Reading = new ReadAnswersOptions { MaximumLength = values.Length, MaximumQuestionLength = question, Stride = stride },
            Validation = Encoded(dev),
            ValidationQuestions = dev,
        }, new StartingModel(start, null), cancellationToken));
        ReadingTransformer model = values.Watch(() => trainer.Fit(Encoded(rows)));
        Console.WriteLine($"{trainer.Result!.End}: {trainer.Result.Steps.Count} steps, best at step {trainer.Result.BestStep}");
        return model;
    }
}
