using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>
/// Writes what a training tells as lines of JSON: <c>{"kind":"step","step":1,"loss":…}</c>, <c>{"kind":"text",…}</c> and
/// <c>{"kind":"validation",…}</c>. Each line is in the file as soon as it was told. A training that goes on from a checkpoint goes on in
/// its file: lines of what it does again are dropped.
/// </summary>
public sealed class MetricsFile : IProgress<TrainingStep>, IProgress<ValidationResult>, IDisposable
{
    // In the order in which a training tells of a step.
    private static readonly string[] s_kinds = ["step", "text", "validation"];

    // Texts are read by people too.
    private static readonly JsonSerializerOptions s_json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private readonly string _path;
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
            ("tokens", value.Tokens), ("tokens_per_second", value.TokensPerSecond), ("seconds", value.Elapsed.TotalSeconds), .. value.IsSkipped ? [("skipped", true)] : (ReadOnlySpan<(string, object)>)[],
        ]);
    }

    /// <summary>Adds a measurement on validation data.</summary>
    /// <param name="value">The measurement.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Report(ValidationResult value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Write(value.Step, "validation", [("epoch", value.Epoch), .. MetricNames.Of(value).Select(metric => (metric.Name, (object)metric.Value))]);
    }

    /// <summary>Adds a text that the model wrote.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(WrittenText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(text.Step, "text", [("source", text.Source), ("wanted", text.Wanted), ("written", text.Written)]);
    }

    /// <summary>The texts in the file, those of the part before a checkpoint included.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<WrittenText> ReadTexts() => [.. Lines().Where(line => line.Kind == "text").Select(line => JsonSerializer.Deserialize<WrittenText>(line.Text, s_json)!)];

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file?.Dispose();

    private void Write(long step, string kind, IEnumerable<(string Name, object Value)> values)
    {
        _file ??= Open(step, kind);
        IEnumerable<string> members = values.Select(value => $",{JsonSerializer.Serialize(value.Name, s_json)}:{JsonSerializer.Serialize(value.Value, s_json)}");
        _file.Write($"{{\"kind\":\"{kind}\",\"step\":{step}{string.Concat(members)}}}\n");
        _file.Flush();
    }

    // Aside and renamed: a kill leaves the old lines or those that stay.
    private StreamWriter Open(long step, string kind)
    {
        string[] before = [.. Lines().Where(line => (line.Step, Array.IndexOf(s_kinds, line.Kind)).CompareTo((step, Array.IndexOf(s_kinds, kind))) < 0).Select(line => line.Text)];
        AtomicFile.Write(_path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(before.Select(line => line + "\n")))));
        return new StreamWriter(_path, append: true, new UTF8Encoding(false));
    }

    private IEnumerable<(string Text, long Step, string Kind)> Lines()
    {
        if (!File.Exists(_path))
        {
            yield break;
        }

        using var reader = new StreamReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } text)
        {
            if (Parse(text) is { Kind: { } kind, Step: { } step })
            {
                yield return (text, step, kind);
            }
        }
    }

    // A line that a kill cut off is dropped.
    private static Place? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Place>(line, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Place(string? Kind, long? Step);
}
