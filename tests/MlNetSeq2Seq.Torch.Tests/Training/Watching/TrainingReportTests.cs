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
            Title = "A & B <training>", Options = JsonNode.Parse("""{"Epochs": 3, "Name": "红茶 <b>"}"""), Texts = [new WrittenText(100, "红茶<", "暖\"红茶", "红&茶")],
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
        Assert.Contains(EventFileReader.Read(Path.Combine(folder.Path, files[0])), e => e.Values.ContainsKey("written/text_summary"));
    }
}
