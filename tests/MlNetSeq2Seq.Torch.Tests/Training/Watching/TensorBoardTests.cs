using System.Text.Json;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Training.Watching;

namespace MlNetSeq2Seq.Tests.Training.Watching;

/// <summary>What TensorBoard's own code reads out of the event files and would show.</summary>
[Trait("Kind", "Slow")]
public sealed class TensorBoardTests
{
    [TensorBoardFact]
    public void TensorBoard_reads_every_step_and_validation_at_its_time()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new TensorBoardWriter(folder.Path, new FixedTime(1700000000.5)))
        {
            Enumerable.Range(1, 300).ToList().ForEach(step => writer.Report(Samples.Step(step, loss: 3.0 / step)));
            writer.Report(new ValidationResult(0, 300, 0.75, 0.5, 10) { Sequence = new SequenceValidation(1.5, 0.25, 4), Scores = new Dictionary<string, double> { ["Rouge-L"] = 0.125 } });
        }

        JsonElement scalars = Shown(folder).GetProperty("scalars");

        Assert.Equal(
            ["train/gradient_norm", "train/learning_rate", "train/loss", "train/tokens_per_second", "validation/Rouge-L", "validation/accuracy", "validation/loss",
                "validation/perplexity", "validation/sequence_accuracy", "validation/sequence_loss"],
            scalars.EnumerateObject().Select(tag => tag.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, 300).Select(step => (step, 3f / step)), Points(scalars, "train/loss"));
        Assert.Equal([(300, 0.125f)], Points(scalars, "validation/Rouge-L"));
        Assert.All(scalars.GetProperty("train/loss").EnumerateArray(), point => Assert.Equal(1700000000.5, point[2].GetDouble()));
    }

    [TensorBoardFact]
    public void TensorBoard_shows_the_texts_of_a_step_as_one_table_with_every_sign_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new TensorBoardWriter(folder.Path))
        {
            writer.AddTexts("written", 7, [new WrittenText(7, "红茶*1*_a_", "<script>alert(1)</script> & \"x\"", "# 1. [暖](红茶)"), new WrittenText(7, "布鞋", "舒适", "")]);
            writer.AddText("note", 7, "**红茶**");
        }

        JsonElement texts = Shown(folder).GetProperty("texts");

        string table = Assert.Single(texts.GetProperty("written").EnumerateArray())[1].GetString()!;
        Assert.Equal(
            ["source", "wanted", "written", "红茶*1*_a_", "<script>alert(1)</script> & \"x\"", "# 1. [暖](红茶)", "布鞋", "舒适", ""],
            table.Split("<td>").Skip(1).Select(cell => System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(cell.Split("</td>")[0], "</?(p|strong)>", ""))));
        Assert.Equal("<p><strong>红茶</strong></p>", Assert.Single(texts.GetProperty("note").EnumerateArray())[1].GetString());
    }

    [TensorBoardFact]
    public void TensorBoard_shows_each_step_of_a_training_that_was_killed_and_resumed_once()
    {
        using var folder = new TemporaryFolder();

        // Not closed, as if the process was killed; the second begins in the same second, the third after the clock was set back.
        var killed = new TensorBoardWriter(folder.Path, new FixedTime(1700000000));
        Report(killed, 1..6, loss: 1);
        var killedAgain = new TensorBoardWriter(folder.Path, new FixedTime(1700000000));
        Report(killedAgain, 4..8, loss: 2);
        using var finished = new TensorBoardWriter(folder.Path, new FixedTime(1699990000));
        Report(finished, 7..10, loss: 3);

        JsonElement shown = Shown(folder);

        Assert.Equal([(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 2), (7, 3), (8, 3), (9, 3), (10, 3)], Points(shown.GetProperty("scalars"), "train/loss").Select(p => (p.Step, (int)p.Value)));
        Assert.Equal(Enumerable.Range(1, 10), shown.GetProperty("texts").GetProperty("written").EnumerateArray().Select(text => text[0].GetInt32()));
        killed.Dispose();
        killedAgain.Dispose();

        static void Report(TensorBoardWriter writer, Range steps, double loss)
        {
            for (int step = steps.Start.Value; step <= steps.End.Value; step++)
            {
                writer.Report(Samples.Step(step, loss));
                writer.AddTexts("written", step, [new WrittenText(step, "a", "b", "c")]);
            }
        }
    }

    [TensorBoardFact]
    public void TensorBoard_reads_no_further_than_a_byte_that_was_changed()
    {
        using var folder = new TemporaryFolder();
        using var writer = new TensorBoardWriter(folder.Path);
        writer.Report(Samples.Step(1));
        writer.Report(Samples.Step(2));
        long end = new FileInfo(writer.Path).Length;
        writer.Report(Samples.Step(3));
        writer.Report(Samples.Step(4));
        writer.Dispose();
        byte[] bytes = File.ReadAllBytes(writer.Path);
        bytes[end + 40] ^= 1;
        File.WriteAllBytes(writer.Path, bytes);

        Assert.Equal([1, 2], Points(Shown(folder).GetProperty("scalars"), "train/loss").Select(point => point.Step));
    }

    private static IEnumerable<(int Step, float Value)> Points(JsonElement scalars, string tag) =>
        scalars.GetProperty(tag).EnumerateArray().Select(point => (point[0].GetInt32(), point[1].GetSingle()));

    private static JsonElement Shown(TemporaryFolder folder) => JsonDocument.Parse(PythonProcess.RunScript("Training/Watching/read_events.py", [folder.Path])).RootElement;
}
