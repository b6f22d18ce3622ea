using System.Text.Json.Nodes;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>
/// Everything about a training in one folder: <c>metrics.jsonl</c> and TensorBoard's event file, written on the way, and
/// at the end <c>report.html</c> and <c>loss.svg</c>.
/// </summary>
public sealed class TrainingLog : IProgress<TrainingStep>, IProgress<ValidationResult>, IDisposable
{
    private readonly string _folder;
    private readonly MetricsFile _metrics;
    private readonly TensorBoardWriter _events;
    private readonly List<(string Title, string Svg)> _pictures = [];

    /// <summary>Begins to write, or goes on writing, about a training.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <exception cref="IOException">It cannot be written to.</exception>
    public TrainingLog(string folder)
    {
        _folder = folder;
        _events = new TensorBoardWriter(folder);
        _metrics = new MetricsFile(Path.Combine(folder, "metrics.jsonl"));
    }

    /// <summary>Adds a step of training.</summary>
    /// <param name="value">The step.</param>
    public void Report(TrainingStep value)
    {
        _metrics.Report(value);
        _events.Report(value);
    }

    /// <summary>Adds a measurement on validation data.</summary>
    /// <param name="value">The measurement.</param>
    public void Report(ValidationResult value)
    {
        _metrics.Report(value);
        _events.Report(value);
    }

    /// <summary>Adds texts that the model wrote at one step; the report shows those of all steps.</summary>
    /// <param name="texts">The texts.</param>
    public void Add(IReadOnlyList<WrittenText> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        foreach (WrittenText text in texts)
        {
            _metrics.Add(text);
        }

        foreach (IGrouping<long, WrittenText> step in texts.GroupBy(text => text.Step))
        {
            _events.AddTexts("written", step.Key, [.. step]);
        }
    }

    /// <summary>Adds a picture to the report, such as an attention map.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="svg">An <c>svg</c> element that needs nothing else.</param>
    public void Add(string title, string svg)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(svg);
        _pictures.Add((title, svg));
    }

    /// <summary>Writes the report and the picture of the loss.</summary>
    /// <param name="result">What the training did.</param>
    /// <param name="title">What stands above the report.</param>
    /// <param name="options">What the training was told; null to show none.</param>
    /// <param name="device">Where the model was trained.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Finish(TrainingResult result, string title, JsonNode? options, string device)
    {
        ArgumentNullException.ThrowIfNull(result);

        // Those of a training that this one goes on from included; what lies there of another one is left out.
        WrittenText[] texts = [.. _metrics.ReadTexts().Where(text => text.Step <= result.Steps.Count)];
        var report = new TrainingReport(result) { Title = title, Options = options, Texts = texts, Pictures = _pictures, Environment = RunEnvironment.Describe(device) };
        report.Write(Path.Combine(_folder, "report.html"));
        AtomicFile.Write(Path.Combine(_folder, "loss.svg"), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(report.LossCurve())));
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _events.Dispose();
    }
}
