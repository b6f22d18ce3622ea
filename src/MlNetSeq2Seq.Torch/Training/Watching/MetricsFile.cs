using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>
/// Writes what a training tells as lines of JSON: <c>{"kind":"step","step":1,"loss":…}</c> and
/// <c>{"kind":"validation","step":…}</c>. A training that goes on from a checkpoint goes on in its file: lines of steps that
/// it takes again are dropped.
/// </summary>
public sealed class MetricsFile : IProgress<TrainingStep>, IProgress<ValidationResult>, IDisposable
{
    private static readonly TimeSpan s_flushPause = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly string _path;
    private readonly Stopwatch _sinceFlush = Stopwatch.StartNew();
    private StreamWriter? _file;

    /// <summary>Names the file; it is opened at the first line.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    public MetricsFile(string path) => _path = System.IO.Path.GetFullPath(path);

    /// <summary>Adds a step of training.</summary>
    /// <param name="value">The step.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Report(TrainingStep value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Write(value.Step, "step",
        [
            ("epoch", value.Epoch), ("loss", value.Loss), ("learning_rate", value.LearningRate), ("gradient_norm", value.GradientNorm),
            ("tokens", value.Tokens), ("tokens_per_second", value.TokensPerSecond), ("seconds", value.Elapsed.TotalSeconds), .. value.IsSkipped ? [("skipped", 1.0)] : (ReadOnlySpan<(string, double)>)[],
        ]);
    }

    /// <summary>Adds a measurement on validation data.</summary>
    /// <param name="value">The measurement.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Report(ValidationResult value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Write(value.Step, "validation", [("epoch", value.Epoch), .. MetricNames.Of(value)]);
        _file!.Flush();
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose() => _file?.Dispose();

    private void Write(long step, string kind, (string Name, double Value)[] values)
    {
        _file ??= Open(step);
        _file.Write($"{{\"kind\":\"{kind}\",\"step\":{step}");
        foreach ((string name, double value) in values)
        {
            _file.Write(',');
            _file.Write(JsonSerializer.Serialize(name));
            _file.Write(':');
            _file.Write(JsonSerializer.Serialize(value, s_json));
        }

        _file.Write("}\n");
        if (_sinceFlush.Elapsed >= s_flushPause)
        {
            _file.Flush();
            _sinceFlush.Restart();
        }
    }

    private StreamWriter Open(long firstStep)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_path)!);
        string[] before = File.Exists(_path) ? [.. File.ReadLines(_path).Where(line => StepOf(line) is { } step && step < firstStep)] : [];
        var file = new StreamWriter(_path, append: false, new UTF8Encoding(false));
        foreach (string line in before)
        {
            file.Write(line);
            file.Write('\n');
        }

        return file;
    }

    // A line that a kill cut off is dropped.
    private static long? StepOf(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.GetProperty("step").GetInt64();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
