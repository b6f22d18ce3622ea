using System.Globalization;
using MlNetSeq2Seq.Training;
using Spectre.Console;
using ValidationResult = MlNetSeq2Seq.Training.ValidationResult;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Shows a training: a line that is written over in a terminal, a line now and then in a file.</summary>
internal sealed class TrainingConsole : IProgress<TrainingStep>, IProgress<ValidationResult>
{
    private static readonly TimeSpan s_terminalPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_filePause = TimeSpan.FromSeconds(5);

    private readonly bool _overwrites = !Console.IsOutputRedirected;
    private TimeSpan _shown = TimeSpan.MinValue;

    public void Report(TrainingStep value)
    {
        bool isLast = value.Step == value.TotalSteps;
        if (!isLast && value.Step > 1 && value.Elapsed - _shown < (_overwrites ? s_terminalPause : s_filePause))
        {
            return;
        }

        _shown = value.Elapsed;
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {value.Epoch + 1,3}  step {value.Step,6}/{value.TotalSteps}  loss {value.Loss,7:f4}  rate {value.LearningRate:e1}  {value.TokensPerSecond,7:f0} tokens/s  {Environment.WorkingSet >> 20,5} MB  {Time(value.Elapsed)} gone, {Time(value.Remaining)} to go");
        Console.Write(_overwrites ? $"\r{line}" : $"{line}\n");
        if (_overwrites && isLast)
        {
            Console.WriteLine();
        }
    }

    public void Report(ValidationResult value)
    {
        List<string> parts = [];
        if (value.Labels > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"loss {value.Loss:f4}, perplexity {value.Perplexity:f2}, accuracy {value.Accuracy:p1}"));
        }

        if (value.Sequence is { } rows)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"classes of rows: loss {rows.Loss:f4}, accuracy {rows.Accuracy:p1}"));
        }

        parts.AddRange(value.Scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value:f3}")));
        string line = string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch + 1,3}  validation: {string.Join("; ", parts)}");
        Console.WriteLine(_overwrites ? $"\r{line,-100}" : line);
    }

    /// <summary>A table of what was written for each query.</summary>
    public static void ShowCandidates(IEnumerable<Answer> answers, int columns)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("query");
        for (int i = 1; i <= columns; i++)
        {
            table.AddColumn(i.ToString(CultureInfo.InvariantCulture));
        }

        foreach (Answer answer in answers)
        {
            string[] texts = answer.Candidates ?? [];
            table.AddRow([.. texts.Take(columns).Prepend(answer.Source).Concat(Enumerable.Repeat("", Math.Max(0, columns - texts.Length))).Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }

    private static string Time(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
