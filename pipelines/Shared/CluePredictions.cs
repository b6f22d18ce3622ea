using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Classification;
using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Reading;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What a trained model makes of the files of a CLUE task: the metric on <c>dev.json</c>, and predictions of its test files.</summary>
internal static class CluePredictions
{
    /// <summary>The one task that is not of classes.</summary>
    public const string Cmrc = "cmrc2018";

    private const string DevFile = "dev.json";
    private static readonly ClueTestFile[] s_cmrcFiles = [new("trial.json", "cmrc2018_trial_predict.json"), new("test.json", "cmrc2018_predict.json")];

    /// <summary>Measures and predicts; files that a folder lacks are passed over.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="model">The model, alone or at the end of a chain.</param>
    /// <param name="task">The name of the task.</param>
    /// <param name="folder">The folder with the task's files.</param>
    /// <param name="output">The folder for predictions.</param>
    /// <param name="options">Where published readers of CLUE's files differ.</param>
    /// <exception cref="InvalidDataException">The model does something else, or a file cannot be read.</exception>
    public static void Write(MLContext ml, ITransformer model, string task, string folder, string output, ClueTaskOptions options)
    {
        if (task == Cmrc)
        {
            ReadingTransformer reader = ModelFile.Find<ReadingTransformer>(model) ?? throw new InvalidDataException($"The model finds no answers, which {Cmrc} asks for.");
            WriteAnswers(ml, reader, folder, output);
            return;
        }

        ClassifyTextTransformer classifier = ModelFile.Find<ClassifyTextTransformer>(model) ?? throw new InvalidDataException($"The model tells no labels, which {task} asks for.");
        WriteLabels(ml, classifier, ClueTask.Named(task), folder, output, options);
    }

    private static void WriteLabels(MLContext ml, ClassifyTextTransformer classifier, ClueTask task, string folder, string output, ClueTaskOptions options)
    {
        if (!classifier.Options.LabelNames.SequenceEqual(task.Labels))
        {
            throw new InvalidDataException($"The model tells the labels {string.Join(", ", classifier.Options.LabelNames.Take(3))}, …, which are not those of {task}.");
        }

        if (Present(folder, DevFile) is { } dev)
        {
            IReadOnlyList<ClueExample> rows = ClueFile.Read(task, dev, options);
            var accuracy = new LabelAccuracy();
            foreach ((string predicted, ClueExample row) in Labels(ml, classifier, rows).Zip(rows))
            {
                accuracy.Add(predicted, row.Label);
            }

            Console.WriteLine($"{dev}: accuracy {accuracy.Value:p2}, {accuracy.Correct} of {accuracy.Count}");
        }

        foreach (ClueTestFile file in Files(folder, task.TestFiles))
        {
            IReadOnlyList<ClueExample> rows = ClueFile.Read(task, Path.Combine(folder, file.Name), options);
            string path = Path.Combine(output, file.Predictions);
            CluePredictionFile.Write(path, rows.Zip(Labels(ml, classifier, rows), (row, label) => KeyValuePair.Create(row.Id, label)));
            Console.WriteLine($"{path}: {rows.Count} predictions");
        }
    }

    private static void WriteAnswers(MLContext ml, ReadingTransformer reader, string folder, string output)
    {
        if (Present(folder, DevFile) is { } dev)
        {
            Console.WriteLine($"{dev}: {Score(ml, reader, CmrcFile.Read(dev))}");
        }

        foreach (ClueTestFile file in Files(folder, s_cmrcFiles))
        {
            IReadOnlyList<ReadingExample> questions = CmrcFile.Read(Path.Combine(folder, file.Name));
            string path = Path.Combine(output, file.Predictions);
            CluePredictionFile.WriteAnswers(path, questions.Zip(Answers(ml, reader, questions), (question, found) => KeyValuePair.Create(question.Id, found)));
            Console.WriteLine($"{path}: {questions.Count} answers");
        }
    }

    private static CmrcScore Score(MLContext ml, ReadingTransformer reader, IReadOnlyList<ReadingExample> questions)
    {
        var score = new CmrcScore();
        foreach ((string found, ReadingExample question) in Answers(ml, reader, questions).Zip(questions).Where(pair => pair.Second.Answers.Length > 0))
        {
            score.Add(found, question.Answers);
        }

        return score;
    }

    // Of two test files with the same predictions the first that is there.
    private static IEnumerable<ClueTestFile> Files(string folder, IEnumerable<ClueTestFile> files) =>
        files.Where(file => Present(folder, file.Name) is not null).DistinctBy(file => file.Predictions);

    private static string? Present(string folder, string name) => Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;

    private static string[] Labels(MLContext ml, ClassifyTextTransformer classifier, IReadOnlyList<ClueExample> rows) =>
        [.. classifier.Transform(ml.Data.LoadFromEnumerable(rows)).GetColumn<string>(classifier.Options.PredictedLabelColumn)];

    private static string[] Answers(MLContext ml, ReadingTransformer reader, IReadOnlyList<ReadingExample> questions) =>
        [.. reader.Transform(ml.Data.LoadFromEnumerable(questions)).GetColumn<string>(reader.Options.AnswerColumn)];
}
