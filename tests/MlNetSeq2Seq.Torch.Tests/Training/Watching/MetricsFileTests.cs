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
        Assert.True(lines[1].GetProperty("skipped").GetBoolean());
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

    [Fact]
    public void What_was_told_is_in_the_file_at_once()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Of("metrics.jsonl");
        using var file = new MetricsFile(path);

        file.Report(Samples.Step(1));

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        Assert.EndsWith("}\n", reader.ReadToEnd(), StringComparison.Ordinal);
    }

    // A training that was cancelled while it validated goes on with that validation: the step before it is not taken again.
    [Fact]
    public void A_training_that_goes_on_with_a_validation_keeps_the_line_of_its_step()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Of("metrics.jsonl");
        using (var file = new MetricsFile(path))
        {
            file.Report(Samples.Step(1));
            file.Report(Samples.Step(2));
            file.Add(new WrittenText(2, "a", "b", "c"));
        }

        using (var file = new MetricsFile(path))
        {
            file.Add(new WrittenText(2, "a", "b", "d"));
            file.Report(new ValidationResult(0, 2, 1, 0.5, 10));
            file.Report(Samples.Step(3));
        }

        Assert.Equal(["step 1", "step 2", "text 2", "validation 2", "step 3"], File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).Select(l => $"{l.GetProperty("kind")} {l.GetProperty("step")}"));
        Assert.Equal("d", Assert.Single(new MetricsFile(path).ReadTexts()).Written);
    }

    [Fact]
    public void Texts_come_back_as_they_were_and_lie_in_lines_that_people_can_read()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Of("metrics.jsonl");
        var text = new WrittenText(3, "红茶\n\"<script>\u2028\0", "\\ \t", "");
        using (var file = new MetricsFile(path))
        {
            file.Add(text);
        }

        Assert.Equal(text, Assert.Single(new MetricsFile(path).ReadTexts()));
        Assert.Contains("红茶", Assert.Single(File.ReadAllText(path).TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }
}
