using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Training.Watching;

namespace MlNetSeq2Seq.Tests.Training.Watching;

public sealed class TrainingReportTests
{
    private static TrainingResult Result { get; } = new(
        TrainingEnd.Cancelled,
        [.. Enumerable.Range(1, 200).Select(i => Samples.Step(i, loss: i == 50 ? double.NaN : 3.0 / i) with { IsSkipped = i == 50 })],
        [new ValidationResult(0, 100, 0.5, 0.75, 10), new ValidationResult(1, 200, 0.25, 0.9, 10) { Scores = new Dictionary<string, double> { ["Rouge-L"] = 0.4 } }])
    {
        ResumedFrom = 20, BestStep = 200,
    };

    [Fact]
    public void The_page_is_well_formed_and_asks_for_nothing_outside_itself()
    {
        string html = new TrainingReport(Result)
        {
            Title = "A & B <training>", Options = JsonNode.Parse("""{"Epochs": 3, "Name": "红茶 <b>"}"""), Texts = [new WrittenText(100, "红茶<script>alert(1)</script>", "暖\"红茶' \0\u001b[31m\uffff\ud800", "红&茶")],
            Pictures = [("attention of head 1 & 2", CurveChart.Draw("t", "x"))],
            Environment = RunEnvironment.Describe("cpu"),
        }.ToHtml();

        // The page is written so that it is XML too, but for its first line and one element without an end.
        XDocument page = XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal).Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal)
            .Replace("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", "", StringComparison.Ordinal));
        string text = page.Root!.Value;
        Assert.Contains("A & B <training>", text, StringComparison.Ordinal);
        Assert.Contains("Cancelled", text, StringComparison.Ordinal);
        Assert.Contains("红茶 <b>", text, StringComparison.Ordinal);
        Assert.Contains("红&茶", text, StringComparison.Ordinal);
        Assert.Contains("红茶<script>alert(1)</script>", text, StringComparison.Ordinal);
        Assert.Contains("暖\"红茶' ␀␛[31m\ufffd\ufffd", text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "href" || (a.Name.LocalName != "xmlns" && a.Value.Contains("://", StringComparison.Ordinal)));
        Assert.Contains("attention of head 1 & 2", text, StringComparison.Ordinal);
        Assert.Equal(8, page.Descendants().Count(e => e.Name.LocalName == "svg")); // loss, rate, norm, speed, accuracy, perplexity, scores; a picture
    }

    [Fact]
    public void A_curve_leaves_out_what_is_not_finite_and_stays_within_its_axes()
    {
        XElement svg = XElement.Parse(new TrainingReport(Result).LossCurve());

        (double X, double Y)[] points =
        [
            .. svg.Descendants().Where(e => e.Name.LocalName == "polyline").SelectMany(line => line.Attribute("points")!.Value.Split(' ')).Select(p => p.Split(','))
                .Select(p => (double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture))),
        ];
        Assert.True(points.Length >= 200);
        Assert.All(points, p => Assert.True(p is { X: >= 64 and <= 624, Y: >= 36 and <= 280 }, $"{p} lies outside."));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50_000)]
    public void Curves_of_any_length_are_drawn_small(int count)
    {
        string svg = CurveChart.Draw("t", "x", new Curve("c", [.. Enumerable.Range(0, count).Select(i => new CurvePoint(i, Math.Sin(i)))]));

        Assert.NotNull(XElement.Parse(svg));
        Assert.True(svg.Length < 100_000);
    }

    // By hand: six steps or so of 1, 2 or 5 times a power of ten, from below the least to above the largest value.
    [Theory]
    [InlineData(2.70812, 2.70822, "2.70812 2.70814 2.70816 2.70818 2.70820 2.70822")]
    [InlineData(0, 0.001, "0.0000 0.0002 0.0004 0.0006 0.0008 0.0010")]
    [InlineData(0, 0.0005, "0 1e-4 2e-4 3e-4 4e-4 5e-4")]
    [InlineData(120, 7_300, "0 2,000 4,000 6,000 8,000")]
    [InlineData(0.04, 0.04, "0.00 0.01 0.02 0.03 0.04 0.05")]
    [InlineData(0, 0, "0.0 0.2 0.4 0.6 0.8 1.0")]
    public void Axes_have_round_numbers_of_one_form(double low, double high, string wanted)
    {
        XElement svg = XElement.Parse(CurveChart.Draw("t", "x", new Curve("c", [new CurvePoint(0, low), new CurvePoint(1, high)])));

        Assert.Equal(wanted.Split(' '), svg.Descendants().Where(e => e.Attribute("text-anchor")?.Value == "end").Select(e => e.Value));
    }

    [Theory]
    [InlineData(1, 4, "1 2 3 4")]
    [InlineData(1, 1, "0 1")]
    [InlineData(0.25, 1, "0.4 0.6 0.8 1.0")]
    public void Steps_are_counted_by_whole_numbers(double first, double last, string wanted)
    {
        XElement svg = XElement.Parse(CurveChart.Draw("t", "x", new Curve("c", [new CurvePoint(first, 2), new CurvePoint(last, 3)])));

        Assert.Equal(wanted.Split(' '), svg.Descendants().Where(e => e.Name.LocalName == "text" && e.Attribute("text-anchor")?.Value == "middle").Select(e => e.Value).SkipLast(1));
    }

    // A running mean would move the peak of a learning rate, and the best validation off its curve.
    [Fact]
    public void Only_noisy_curves_have_a_running_mean()
    {
        Curve curve = new("c", [.. Enumerable.Range(0, 100).Select(i => new CurvePoint(i, i % 2))]);

        Assert.Equal(1, LinesOf(curve));
        Assert.Equal(2, LinesOf(curve with { IsNoisy = true }));

        static int LinesOf(Curve curve) => XElement.Parse(CurveChart.Draw("t", "x", curve)).Descendants().Count(e => e.Name.LocalName == "polyline");
    }

    [Fact]
    public void A_score_with_the_name_of_a_metric_is_told_beside_it()
    {
        var validation = new ValidationResult(0, 1, 0.5, 0.75, 10) { Scores = new Dictionary<string, double> { ["loss"] = 0.125, ["F1"] = 0.25 } };

        string page = new TrainingReport(new TrainingResult(TrainingEnd.Completed, [Samples.Step(1)], [validation])).ToHtml();

        Assert.Contains(">loss</th><th class=\"number\">accuracy</th><th class=\"number\">perplexity</th><th class=\"number\">loss score</th><th class=\"number\">F1</th>", page, StringComparison.Ordinal);
        Assert.Contains(">0.5000</td><td class=\"number\">0.7500</td><td class=\"number\">1.6487</td><td class=\"number\">0.1250</td><td class=\"number\">0.2500</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_of_a_training_is_a_folder_with_metrics_events_report_and_picture()
    {
        using var folder = new TemporaryFolder();
        using (var log = new TrainingLog(folder.Path))
        {
            log.Report(Samples.Step(1));
            log.Report(Result.Validations[0]);
            log.Add([new WrittenText(100, "a", "b", "c")]);
            log.Finish(Result, "t", null, "cpu");
        }

        string[] files = [.. Directory.EnumerateFiles(folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(["loss.svg", "metrics.jsonl", "report.html"], files.Where(f => !f.StartsWith("events.", StringComparison.Ordinal)));
        Assert.Contains(EventFileReader.Read(Path.Combine(folder.Path, files[0])), e => e.Values.TryGetValue("written", out object? table) && table is string[] { Length: 6 });
    }

    [Fact]
    public void The_report_of_a_training_that_went_on_shows_the_texts_from_before_too_but_none_of_steps_that_it_took_again()
    {
        using var folder = new TemporaryFolder();
        foreach ((int from, string written) in ((int, string)[])[(1, "first"), (3, "second")])
        {
            using var log = new TrainingLog(folder.Path);
            foreach (int step in Enumerable.Range(from, 4))
            {
                log.Report(Samples.Step(step));
                log.Add([new WrittenText(step, "source", "wanted", $"{written} {step}")]);
            }

            log.Finish(Result, "t", null, "cpu");
        }

        string page = File.ReadAllText(folder.Of("report.html"));
        Assert.Equal(["second 6", "second 5", "second 4", "second 3", "first 2", "first 1"], System.Text.RegularExpressions.Regex.Matches(page, @"(first|second) \d").Select(m => m.Value));
    }
}
