using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>A page about a training that needs nothing but itself: how it ended, curves, options, written texts, environment.</summary>
public sealed class TrainingReport
{
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

    /// <summary>Pictures besides the curves, such as attention maps: what each shows, and an <c>svg</c> element.</summary>
    public IReadOnlyList<(string Title, string Svg)> Pictures { get; init; } = [];

    /// <summary>What the training ran on; <see cref="RunEnvironment.Describe"/> makes it.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    /// <summary>The curves of training and validation loss, an SVG picture.</summary>
    public string LossCurve() => CurveChart.Draw("Loss", "step", _result.Validations.Any(v => v.Labels > 0)
        ? [OfSteps("training", s => s.Loss, isNoisy: true), OfValidations("validation", v => v.Labels > 0 ? v.Loss : double.NaN)]
        : [OfSteps("training", s => s.Loss, isNoisy: true)]);

    /// <summary>Writes the page, aside and renamed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToHtml())));

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        var page = new ReportPage(Title);
        page.Cards(Outcome());
        if (_result.Steps.Count > 0)
        {
            page.Heading("Curves");
            page.Charts(Charts());
        }

        if (_result.Validations.Count > 0)
        {
            string[] names = [.. _result.Validations.SelectMany(MetricNames.Of).Select(m => m.Name).Distinct()];
            string[] head = ["step", "epoch", .. names];
            page.Heading("Validation");
            page.Table(head, _result.Validations.Select(v => (Cells(v, names), v.Step == _result.BestStep)), numbers: head.Length);
        }

        if (Texts.Count > 0)
        {
            page.Heading("Written texts");
            page.Table(["step", "source", "wanted", "written"], Texts.OrderByDescending(t => t.Step).Select(t => ((string[])[ReportPage.Number(t.Step), t.Source, t.Wanted, t.Written], false)), numbers: 1);
        }

        if (Pictures.Count > 0)
        {
            page.Heading("Pictures");
            page.Pictures(Pictures);
        }

        if (Options is not null)
        {
            page.Heading("Options");
            page.Options(Options);
        }

        if (Environment.Count > 0)
        {
            page.Heading("Environment");
            page.Panels([("", Environment)]);
        }

        return page.ToString();
    }

    private static string[] Cells(ValidationResult result, string[] names)
    {
        Dictionary<string, double> values = MetricNames.Of(result).ToDictionary(m => m.Name, m => m.Value);
        return [ReportPage.Number(result.Step), ReportPage.Number(result.Epoch + 1), .. names.Select(name => values.TryGetValue(name, out double value) ? ReportPage.Measured(value) : "")];
    }

    private IEnumerable<(string Name, string Value)> Outcome()
    {
        yield return ("end", _result.End.ToString());
        yield return ("steps", ReportPage.Number(_result.Steps.Count));
        if (_result.ResumedFrom > 0)
        {
            yield return ("gone on from step", ReportPage.Number(_result.ResumedFrom));
        }

        if (_result.SkippedSteps > 0)
        {
            yield return ("steps that were not finite", ReportPage.Number(_result.SkippedSteps));
        }

        if (_result.Steps.Count > 0)
        {
            yield return ("last loss", ReportPage.Measured(_result.Steps[^1].Loss));
            yield return ("time", Time(_result.Steps[^1].Elapsed));
            yield return ("tokens", ReportPage.Number(_result.Steps.Sum(s => (long)s.Tokens)));
            yield return ("tokens per second", ReportPage.Number(Math.Round(_result.Steps[^1].TokensPerSecond)));
        }

        if (_result.BestStep > 0)
        {
            yield return ("best validation at step", ReportPage.Number(_result.BestStep));
            if (_result.Validations.FirstOrDefault(v => v.Step == _result.BestStep) is { Labels: > 0 } best)
            {
                yield return ("validation loss there", ReportPage.Measured(best.Loss));
            }
        }
    }

    private static string Time(TimeSpan time) =>
        time.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:f1} s") : time.ToString(time.TotalDays >= 1 ? @"d\.hh\:mm\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    private IEnumerable<string> Charts()
    {
        yield return LossCurve();
        yield return CurveChart.Draw("Learning rate", "step", OfSteps("rate", s => s.LearningRate));
        yield return CurveChart.Draw("Gradient norm, before its limit", "step", OfSteps("norm", s => s.GradientNorm, isNoisy: true));
        yield return CurveChart.Draw("Tokens per second", "step", OfSteps("speed", s => s.TokensPerSecond));
        string[] scores = [.. _result.Validations.SelectMany(v => v.Scores.Keys).Distinct()];
        foreach (string name in _result.Validations.SelectMany(MetricNames.Of).Select(m => m.Name).Distinct().Except([.. scores, "loss"]))
        {
            yield return CurveChart.Draw($"Validation: {name}", "step", OfMetric(name));
        }

        // Shares stand in one chart; what is counted otherwise would make them flat.
        ILookup<bool, string> areShares = scores.ToLookup(name => _result.Validations.All(v => v.Scores.GetValueOrDefault(name) <= 1));
        if (areShares[true].Any())
        {
            yield return CurveChart.Draw("Validation: scores", "step", [.. areShares[true].Select(OfMetric)]);
        }

        foreach (string name in areShares[false])
        {
            yield return CurveChart.Draw($"Validation: {name}", "step", OfMetric(name));
        }
    }

    private Curve OfMetric(string name) => OfValidations(name, v => MetricNames.Of(v).Where(m => m.Name == name).Select(m => m.Value).FirstOrDefault(double.NaN));

    private Curve OfSteps(string name, Func<TrainingStep, double> value, bool isNoisy = false) =>
        new(name, [.. _result.Steps.Select(s => new CurvePoint(s.Step, value(s)))]) { IsNoisy = isNoisy };

    private Curve OfValidations(string name, Func<ValidationResult, double> value) => new(name, [.. _result.Validations.Select(v => new CurvePoint(v.Step, value(v)))])
    {
        Marked = _result.BestStep > 0 ? _result.BestStep : null,
    };
}
