using System.Text;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Training.Watching;

namespace MlNetSeq2Seq.Tests.Training.Watching;

public sealed class TensorBoardWriterTests
{
    // RFC 3720, appendix B.4, and the check value of the Castagnoli polynomial.
    [Fact]
    public void The_checksum_that_these_tests_read_with_is_the_published_one()
    {
        Assert.Equal(0xE3069283, EventFileReader.Crc32C(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0x8A9136AA, EventFileReader.Crc32C(new byte[32]));
    }

    [Fact]
    public void A_reader_of_the_format_finds_steps_validations_and_texts()
    {
        using var folder = new TemporaryFolder();
        string path;
        using (var writer = new TensorBoardWriter(folder.Path, new FixedTime(1700000000.5)))
        {
            writer.Report(Samples.Step(3, loss: 1.5));
            writer.Report(new ValidationResult(0, 3, 0.75, 0.5, 10) { Scores = new Dictionary<string, double> { ["Rouge-L"] = 0.25 } });
            writer.AddText("written", 3, "红茶 → 暖红茶");
            path = writer.Path;
        }

        IReadOnlyList<EventFileReader.Event> events = EventFileReader.Read(path);

        Assert.StartsWith("events.out.tfevents.1700000000.", Path.GetFileName(path), StringComparison.Ordinal);
        Assert.All(events, e => Assert.Equal(1700000000.5, e.WallTime));
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.True(events[1].StartsSession);
        Assert.Equal(3, events[1].Step);
        Assert.Equal([("train/loss", 1.5f), ("train/learning_rate", 0.01f), ("train/gradient_norm", 2f), ("train/tokens_per_second", 100f)], events[2].Values.Select(v => (v.Key, (float)v.Value)));
        Assert.Equal(
            [("validation/loss", 0.75f), ("validation/accuracy", 0.5f), ("validation/perplexity", (float)Math.Exp(0.75)), ("validation/Rouge-L", 0.25f)],
            events[3].Values.Select(v => (v.Key, (float)v.Value)));
        Assert.Equal(("written", (object)"红茶 → 暖红茶"), events[4].Values.Select(v => (v.Key, v.Value)).Single());
        Assert.All(events.Skip(1), e => Assert.Equal(3, e.Step));
    }

    [Fact]
    public void Steps_and_texts_beyond_one_byte_of_the_format_are_read_as_written()
    {
        using var folder = new TemporaryFolder();
        using var writer = new TensorBoardWriter(folder.Path);
        string text = new('长', 5000);
        writer.AddScalar("a", 300_000_000_000, double.NaN);
        writer.AddText("b", 128, text);
        writer.Dispose();

        IReadOnlyList<EventFileReader.Event> events = EventFileReader.Read(writer.Path);

        Assert.Equal([300_000_000_000, 128], events.Skip(1).Select(e => e.Step));
        Assert.True(float.IsNaN((float)events[1].Values["a"]));
        Assert.Equal(text, events[2].Values["b"]);
    }

    [Fact]
    public void What_was_told_is_in_the_file_at_once()
    {
        using var folder = new TemporaryFolder();
        using var writer = new TensorBoardWriter(folder.Path);

        writer.Report(Samples.Step(1));

        Assert.Equal(3, EventFileReader.Read(writer.Path).Count);
    }

    // TensorBoard reads the files of a folder by their names.
    [Theory]
    [InlineData(1700000000)]
    [InlineData(1699990000)]
    public void The_name_of_a_file_comes_after_those_of_earlier_ones_whatever_the_clock_says(double now)
    {
        using var folder = new TemporaryFolder();
        using var first = new TensorBoardWriter(folder.Path, new FixedTime(1700000000));
        File.WriteAllText(folder.Of("notes.txt"), "");
        using var second = new TensorBoardWriter(folder.Path, new FixedTime(now));

        Assert.Equal("events.out.tfevents.1700000001", Path.GetFileName(second.Path)[..30]);
    }
}
