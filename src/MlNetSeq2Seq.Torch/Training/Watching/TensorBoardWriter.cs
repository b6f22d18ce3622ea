using System.Globalization;
using System.Text.RegularExpressions;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>
/// Writes what a training tells as an event file for TensorBoard: curves of loss, learning rate, gradient norm, speed and
/// validation, and texts. Each event is in the file as soon as it was told. Format: TensorFlow, event.proto and summary.proto.
/// </summary>
public sealed partial class TensorBoardWriter : IProgress<TrainingStep>, IProgress<ValidationResult>, IDisposable
{
    private static int s_files;

    private readonly RecordFile _file;
    private readonly TimeProvider _time;
    private bool _hasStep;

    /// <summary>Begins a new event file.</summary>
    /// <param name="folder">The folder that TensorBoard is shown; made where it is missing.</param>
    /// <param name="time">The clock of the events; null for the system's.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public TensorBoardWriter(string folder, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Directory.CreateDirectory(folder);
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{Second(folder):d10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref s_files)}");
        Path = System.IO.Path.Combine(folder, name);
        _file = new RecordFile(new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        Write(EventMessages.Version(Now));
    }

    /// <summary>The event file.</summary>
    public string Path { get; }

    private double Now => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>Adds a step of training.</summary>
    /// <param name="value">The step.</param>
    public void Report(TrainingStep value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!_hasStep)
        {
            // What an earlier, broken-off run wrote of this step and later ones is void.
            _hasStep = true;
            Write(EventMessages.Start(Now, value.Step));
        }

        Write(value.Step,
        [
            EventMessages.Scalar("train/loss", value.Loss), EventMessages.Scalar("train/learning_rate", value.LearningRate),
            EventMessages.Scalar("train/gradient_norm", value.GradientNorm), EventMessages.Scalar("train/tokens_per_second", value.TokensPerSecond),
        ]);
    }

    /// <summary>Adds a measurement on validation data.</summary>
    /// <param name="value">The measurement.</param>
    public void Report(ValidationResult value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Write(value.Step, MetricNames.Of(value).Select(metric => EventMessages.Scalar($"validation/{metric.Name}", metric.Value)));
    }

    /// <summary>Adds a point of a curve.</summary>
    /// <param name="tag">The name of the curve; what stands before a slash groups curves.</param>
    /// <param name="step">The step.</param>
    /// <param name="value">The value.</param>
    public void AddScalar(string tag, long step, double value)
    {
        ArgumentNullException.ThrowIfNull(tag);
        Write(step, [EventMessages.Scalar(tag, value)]);
    }

    /// <summary>Adds a text.</summary>
    /// <param name="tag">The name of the series of texts.</param>
    /// <param name="step">The step.</param>
    /// <param name="text">The text, Markdown.</param>
    public void AddText(string tag, long step, string text)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(text);
        Write(step, [EventMessages.Texts(tag, [], [text])]);
    }

    /// <summary>Adds texts that a model wrote, as a table. TensorBoard shows some of the steps, each with all its texts.</summary>
    /// <param name="tag">The name of the series of tables.</param>
    /// <param name="step">The step.</param>
    /// <param name="texts">The texts, shown as they are; a table without any is not written.</param>
    public void AddTexts(string tag, long step, IReadOnlyList<WrittenText> texts)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count > 0)
        {
            string[] head = ["**source**", "**wanted**", "**written**"];
            IEnumerable<string> cells = texts.SelectMany(text => (string[])[text.Source, text.Wanted, text.Written]).Select(AsMarkdown);
            Write(step, [EventMessages.Texts(tag, [texts.Count + 1, head.Length], [.. head, .. cells])]);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    // What means something in Markdown or HTML is to stand there as it is.
    private static string AsMarkdown(string text) => MarkdownSign().Replace(text, @"\$0").Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    [GeneratedRegex(@"[\\`*_{}\[\]()>#+\-.!]")]
    private static partial Regex MarkdownSign();

    [GeneratedRegex(@"^events\.out\.tfevents\.(\d{10})\.")]
    private static partial Regex FileName();

    // TensorBoard reads the files of a folder in the order of their names: this one comes after those of earlier runs, whatever the clock says.
    private long Second(string folder)
    {
        IEnumerable<long> earlier = Directory.EnumerateFiles(folder).Select(path => FileName().Match(System.IO.Path.GetFileName(path)))
            .Where(match => match.Success).Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) + 1);
        return earlier.Append(_time.GetUtcNow().ToUnixTimeSeconds()).Max();
    }

    private void Write(long step, IEnumerable<ProtoWriter> values) => Write(EventMessages.Summary(Now, step, values));

    // What was told is there even if the process is killed.
    private void Write(ProtoWriter message)
    {
        _file.Write(message.Written);
        _file.Flush();
    }
}
