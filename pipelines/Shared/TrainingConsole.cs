using System.Globalization;
using MlNetSeq2Seq.Training;
using Spectre.Console;
using ValidationResult = MlNetSeq2Seq.Training.ValidationResult;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Shows a training: a bar and its figures in a terminal; a line now and then in a file, a pipe or a build log.</summary>
/// <param name="epochs">How often every row is seen.</param>
internal sealed class TrainingConsole(int epochs) : IProgress<TrainingStep>, IProgress<ValidationResult>
{
    private static readonly TimeSpan s_terminalPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_filePause = TimeSpan.FromSeconds(5);

    private LiveDisplayContext? _display;
    private TimeSpan? _shown;
    private int _skipped;

    private static bool IsTerminal => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Shows what a training tells this console; the bar stands below all that is written meanwhile.</summary>
    /// <param name="training">The training.</param>
    /// <returns>What the training gives.</returns>
    public T Watch<T>(Func<T> training)
    {
        (_shown, _skipped) = (null, 0);
        return !IsTerminal ? training() : AnsiConsole.Live(new Markup("[grey]reading the data[/]")).Start(display =>
        {
            _display = display;
            try
            {
                return training();
            }
            finally
            {
                _display = null;
            }
        });
    }

    public void Report(TrainingStep value)
    {
        _skipped += value.IsSkipped ? 1 : 0;
        bool isLast = value.Step == value.TotalSteps;
        if (!isLast && value.Elapsed - _shown < (_display is null ? s_filePause : s_terminalPause))
        {
            return;
        }

        _shown = value.Elapsed;
        if (_display is null)
        {
            Console.WriteLine(TrainingBar.Line(value, epochs, _skipped));
        }
        else
        {
            _display.UpdateTarget(TrainingBar.Of(value, epochs, _skipped, AnsiConsole.Profile.Width));
        }
    }

    public void Report(ValidationResult value)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch + 1,3}  validation: {value}");
        if (_display is null)
        {
            Console.WriteLine(line);
        }
        else
        {
            // Whole rows of the terminal: what stood of the bar behind a shorter line would stay, and one that breaks by itself would not be counted.
            int width = AnsiConsole.Profile.Width - 1;
            foreach (string row in Rows(line, width))
            {
                AnsiConsole.WriteLine(row.PadRight(width));
            }
        }
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
            table.AddRow([.. texts.Take(columns).Prepend(answer.Source).Concat(Enumerable.Repeat("", Math.Max(0, columns - texts.Length))).Select(Shown)]);
        }

        AnsiConsole.Write(table);
    }

    private static IEnumerable<string> Rows(string line, int width)
    {
        while (line.Length > width)
        {
            int space = line.LastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            yield return line[..end];
            line = line[end..].TrimStart();
        }

        yield return line;
    }

    // What a model wrote must not steer the terminal.
    private static string Shown(string text) => Markup.Escape(string.Concat(text.Select(sign => char.IsControl(sign) ? '\ufffd' : sign)));
}
