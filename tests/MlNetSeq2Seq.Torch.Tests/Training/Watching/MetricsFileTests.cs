using System.Text.Json;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Training.Watching;

namespace MlNetSeq2Seq.Tests.Training.Watching;

public sealed class MetricsFileTests
{
    [Fact]
    public void Every_line_is_an_object_with_kind_step_and_values()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Of("deep/metrics.jsonl");
        using (var file = new MetricsFile(path))
        {
            file.Report(Samples.Step(1, loss: 2.5));
            file.Report(Samples.Step(2, loss: double.NaN) with { IsSkipped = true });
            file.Report(new ValidationResult(0, 2, 1, 0.5, 10) { Scores = new Dictionary<string, double> { ["Rouge-L"] = 0.25 } });
        }

        JsonElement[] lines = [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([("step", 1), ("step", 2), ("validation", 2)], lines.Select(l => (l.GetProperty("kind").GetString(), l.GetProperty("step").GetInt32())));
        Assert.Equal(2.5, lines[0].GetProperty("loss").GetDouble());
        Assert.Equal("NaN", lines[1].GetProperty("loss").GetString());
        Assert.Equal(1, lines[1].GetProperty("skipped").GetDouble());
        Assert.Equal(0.25, lines[2].GetProperty("Rouge-L").GetDouble());
    }

    [Fact]
    public void A_training_that_goes_on_drops_the_lines_of_steps_that_it_takes_again_and_a_line_that_was_cut_off()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Of("metrics.jsonl");
        using (var file = new MetricsFile(path))
        {
            foreach (int step in Enumerable.Range(1, 6))
            {
                file.Report(Samples.Step(step, loss: 1));
            }
        }

        File.AppendAllText(path, "{\"kind\":\"step\",\"st");
        using (var file = new MetricsFile(path))
        {
            file.Report(Samples.Step(5, loss: 2));
        }

        Assert.Equal([(1, 1.0), (2, 1), (3, 1), (4, 1), (5, 2)], File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).Select(l => (l.GetProperty("step").GetInt32(), l.GetProperty("loss").GetDouble())));
    }
}
