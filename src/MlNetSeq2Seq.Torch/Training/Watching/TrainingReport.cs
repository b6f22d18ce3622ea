using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>A page about a training that needs nothing but itself: how it ended, curves, options, written texts, environment.</summary>
public sealed class TrainingReport
{
    private const string Style = """
        body { font: 15px/1.5 sans-serif; margin: 2rem auto; max-width: 1320px; padding: 0 1rem; color: #222 }
        h1 { font-size: 1.6rem } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid #ddd }
        .charts { display: flex; flex-wrap: wrap; gap: 1rem } .charts svg { max-width: 100%; height: auto; border: 1px solid #e4e4e4 }
        table { border-collapse: collapse } td, th { border: 1px solid #ddd; padding: .25rem .6rem; text-align: left; vertical-align: top }
        th { background: #f6f6f6; font-weight: 600 } td.number { text-align: right; font-variant-numeric: tabular-nums } pre { background: #f6f6f6; padding: 1rem; overflow-x: auto }
        """;

    private readonly TrainingResult _result;

    /// <summary>Prepares the report of a training.</summary>
    /// <param name="result">What it did.</param>
    public TrainingReport(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _result = result;
    }

    /// <summary>What stands above the page.</summary>
    public string Title { get; init; } = "Training";

    /// <summary>What the training was told, shown as JSON; null to show none.</summary>
    public JsonNode? Options { get; init; }

    /// <summary>What the model wrote on the way.</summary>
    public IReadOnlyList<WrittenText> Texts { get; init; } = [];

    /// <summary>What the training ran on; <see cref="RunEnvironment.Describe"/> makes it.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    /// <summary>The curves of training and validation loss, an SVG picture.</summary>
    public string LossCurve() => CurveChart.Draw("Loss", "step", [OfSteps("training", s => s.Loss), OfValidations("validation", v => v.Loss)]);

    /// <summary>Writes the page, aside and renamed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToHtml())));

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{Text(Title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<h1>{Text(Title)}</h1>\n");
        Section(html, "Outcome", Table(["", ""], Outcome().Select(row => (string[])[row.Name, row.Value])));
        Section(html, "Curves", $"<div class=\"charts\">{string.Concat(Charts())}</div>");
        if (_result.Validations.Count > 0)
        {
            string[] names = [.. MetricNames.Of(_result.Validations[0]).Select(m => m.Name)];
            Section(html, "Validation", Table(
                ["step", "epoch", .. names],
                _result.Validations.Select(v => (string[])[Number(v.Step), Number(v.Epoch + 1), .. MetricNames.Of(v).Select(m => Number(m.Value))]), areNumbers: true));
        }

        if (Texts.Count > 0)
        {
            Section(html, "Written texts", Table(["step", "source", "wanted", "written"], Texts.Select(t => (string[])[Number(t.Step), t.Source, t.Wanted, t.Written])));
        }

        if (Options is not null)
        {
            Section(html, "Options", $"<pre>{Text(Options.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))}</pre>");
        }

        if (Environment.Count > 0)
        {
            Section(html, "Environment", Table(["", ""], Environment.Select(e => (string[])[e.Name, e.Value])));
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private IEnumerable<(string Name, string Value)> Outcome()
    {
        yield return ("end", _result.End.ToString());
        yield return ("steps", Number(_result.Steps.Count));
        if (_result.ResumedFrom > 0)
        {
            yield return ("gone on from step", Number(_result.ResumedFrom));
        }

        if (_result.SkippedSteps > 0)
        {
            yield return ("steps that were not finite", Number(_result.SkippedSteps));
        }

        if (_result.Steps.Count > 0)
        {
            yield return ("last loss", Number(_result.Steps[^1].Loss));
            yield return ("time", _result.Steps[^1].Elapsed.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture));
            yield return ("tokens", Number(_result.Steps.Sum(s => (long)s.Tokens)));
            yield return ("tokens per second", Number(Math.Round(_result.Steps[^1].TokensPerSecond)));
        }

        if (_result.BestStep > 0)
        {
            yield return ("best validation at step", Number(_result.BestStep));
        }
    }

    private IEnumerable<string> Charts()
    {
        yield return LossCurve();
        yield return CurveChart.Draw("Learning rate", "step", OfSteps("rate", s => s.LearningRate));
        yield return CurveChart.Draw("Gradient norm, before its limit", "step", OfSteps("norm", s => s.GradientNorm));
        yield return CurveChart.Draw("Speed", "step", OfSteps("tokens per second", s => s.TokensPerSecond));
        foreach (string name in _result.Validations.SelectMany(v => MetricNames.Of(v)).Select(m => m.Name).Distinct().Where(n => n != "loss"))
        {
            yield return CurveChart.Draw($"Validation: {name}", "step", OfValidations(name, v => MetricNames.Of(v).Where(m => m.Name == name).Select(m => m.Value).FirstOrDefault(double.NaN)));
        }
    }

    private Curve OfSteps(string name, Func<TrainingStep, double> value) => new(name, [.. _result.Steps.Select(s => new CurvePoint(s.Step, value(s)))]);

    private Curve OfValidations(string name, Func<ValidationResult, double> value) => new(name, [.. _result.Validations.Select(v => new CurvePoint(v.Step, value(v)))]);

    private static void Section(StringBuilder html, string title, string content) =>
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Text(title)}</h2>\n{content}\n");

    private static string Table(string[] head, IEnumerable<string[]> rows, bool areNumbers = false)
    {
        string cell = areNumbers ? "<td class=\"number\">" : "<td>";
        string header = head.All(h => h.Length == 0) ? "" : $"<tr>{string.Concat(head.Select(h => $"<th>{Text(h)}</th>"))}</tr>";
        return $"<table>{header}{string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(value => $"{cell}{Text(value)}</td>"))}</tr>"))}</table>";
    }

    private static string Text(string text) => CurveChart.Escaped(text);

    private static string Number(double value) => value.ToString(Math.Abs(value) is >= 1e-3 and < 1e15 or 0 ? "#,0.####" : "0.###e0", CultureInfo.InvariantCulture);
}
