using System.Diagnostics;
using System.Globalization;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>
/// Writes what a training tells as an event file for TensorBoard: curves of loss, learning rate, gradient norm, speed and
/// validation, and texts. Format: TensorFlow, event.proto and summary.proto.
/// </summary>
public sealed class TensorBoardWriter : IProgress<TrainingStep>, IProgress<ValidationResult>, IDisposable
{
    // Members of TensorFlow's messages, by their numbers.
    private const int EventTime = 1;
    private const int EventStep = 2;
    private const int EventVersion = 3;
    private const int EventSummary = 5;
    private const int EventSession = 7;
    private const int SummaryValue = 1;
    private const int ValueTag = 1;
    private const int ValueSimple = 2;
    private const int ValueTensor = 8;
    private const int ValueMetadata = 9;
    private const int MetadataPlugin = 1;
    private const int PluginName = 1;
    private const int TensorType = 1;
    private const int TensorShape = 2;
    private const int TensorString = 8;
    private const int ShapeDimension = 2;
    private const int DimensionSize = 1;
    private const int SessionStatus = 1;
    private const int SessionStart = 1;
    private const int StringType = 7;

    private static readonly TimeSpan s_flushPause = TimeSpan.FromSeconds(10);
    private static int s_files;

    private readonly RecordFile _file;
    private readonly TimeProvider _time;
    private readonly Stopwatch _sinceFlush = Stopwatch.StartNew();
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
            $"events.out.tfevents.{_time.GetUtcNow().ToUnixTimeSeconds():d10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref s_files)}");
        Path = System.IO.Path.Combine(folder, name);
        _file = new RecordFile(new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        Write(new ProtoWriter().Double(EventTime, Now).Text(EventVersion, "brain.Event:2"));
        _file.Flush();
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
            Write(new ProtoWriter().Double(EventTime, Now).Integer(EventStep, value.Step).Message(EventSession, new ProtoWriter().Integer(SessionStatus, SessionStart)));
        }

        Write(value.Step, Scalar("train/loss", value.Loss), Scalar("train/learning_rate", value.LearningRate), Scalar("train/gradient_norm", value.GradientNorm), Scalar("train/tokens_per_second", value.TokensPerSecond));
    }

    /// <summary>Adds a measurement on validation data.</summary>
    /// <param name="value">The measurement.</param>
    public void Report(ValidationResult value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Write(value.Step, [.. MetricNames.Of(value).Select(metric => Scalar($"validation/{metric.Name}", metric.Value))]);
        _file.Flush();
    }

    /// <summary>Adds a point of a curve.</summary>
    /// <param name="tag">The name of the curve; what stands before a slash groups curves.</param>
    /// <param name="step">The step.</param>
    /// <param name="value">The value.</param>
    public void AddScalar(string tag, long step, double value) => Write(step, Scalar(tag, value));

    /// <summary>Adds a text.</summary>
    /// <param name="tag">The name of the series of texts.</param>
    /// <param name="step">The step.</param>
    /// <param name="text">The text, Markdown.</param>
    public void AddText(string tag, long step, string text)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(text);
        ProtoWriter shape = new ProtoWriter().Message(ShapeDimension, new ProtoWriter().Integer(DimensionSize, 1));
        ProtoWriter tensor = new ProtoWriter().Integer(TensorType, StringType).Message(TensorShape, shape).Text(TensorString, text);
        ProtoWriter metadata = new ProtoWriter().Message(MetadataPlugin, new ProtoWriter().Text(PluginName, "text"));
        Write(step, new ProtoWriter().Text(ValueTag, $"{tag}/text_summary").Message(ValueTensor, tensor).Message(ValueMetadata, metadata));
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private static ProtoWriter Scalar(string tag, double value) => new ProtoWriter().Text(ValueTag, tag).Single(ValueSimple, (float)value);

    private void Write(long step, params ReadOnlySpan<ProtoWriter> values)
    {
        var summary = new ProtoWriter();
        foreach (ProtoWriter value in values)
        {
            summary.Message(SummaryValue, value);
        }

        Write(new ProtoWriter().Double(EventTime, Now).Integer(EventStep, step).Message(EventSummary, summary));
        if (_sinceFlush.Elapsed >= s_flushPause)
        {
            _file.Flush();
            _sinceFlush.Restart();
        }
    }

    private void Write(ProtoWriter message) => _file.Write(message.Written);
}
