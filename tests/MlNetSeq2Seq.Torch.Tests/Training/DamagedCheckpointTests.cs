using System.Text.Json.Nodes;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>Whatever lies in the folder of checkpoints: a training goes on from it or says what is wrong with it, in one sentence.</summary>
public sealed class DamagedCheckpointTests : IDisposable
{
    private const int StoppedAt = 5;
    private const string Newest = "checkpoint-00000005";

    private readonly TemporaryFolder _folder = new();

    private TrainingOptions Options => CheckpointTests.Everything with { Checkpoints = new CheckpointOptions { Folder = _folder.Path } };

    public static TheoryData<string, string, string> Untrue => new()
    {
        { "Version", "3", $"has version 3; this library reads version {CheckpointRecord.PresentVersion}." },
        { "Version", "\"one\"", "is damaged" },
        { "Step", "1099511627776", "is damaged: Step is 1099511627776" },
        { "Step", "3", "is damaged: Step is 3" },
        { "Tokens", "-1", "is damaged: Tokens is -1" },
        { "Precision", "\"Float8\"", "is damaged" },
        { "Precision", "\"Int64\"", "is damaged: Precision is Int64" },
        { "Precision", "6", "is damaged" },
        { "Validations", "null", "is damaged" },
        { "Validations", "[null]", "is damaged: one of its Validations is null" },
        { "Options", "null", "is damaged" },
        { "Options", "[]", "is damaged" },
        { "BestStep", "3", "is damaged" },
        { "BestStep", "-3", "is damaged: BestStep is -3" },
        { "LossScale", "0", "is damaged: its scale of the loss is 0" },
        { "LossScale", "\"NaN\"", "is damaged: its scale of the loss is NaN" },
        { "SteppingSeconds", "1e300", "is damaged: its seconds are" },
        { "ElapsedSeconds", "\"NaN\"", "is damaged: its seconds are NaN" },
        { "AverageUpdates", "-2", "is damaged: AverageUpdates is -2" },
        { "SkippedInARow", "-1", "is damaged: SkippedInARow is -1" },
        { "Later", "1", "is damaged" },
    };

    [Theory]
    [MemberData(nameof(Untrue))]
    public void What_cannot_be_true_of_a_checkpoint_is_told(string member, string value, string told)
    {
        Stop();
        string path = _folder.Of($"{Newest}/training.json");
        JsonNode record = JsonNode.Parse(File.ReadAllText(path))!;
        record[member] = JsonNode.Parse(value);
        File.WriteAllText(path, record.ToJsonString());

        Assert.Contains($"{Newest}' {told}", Assert.Throws<InvalidDataException>(Resume).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training.json")]
    [InlineData("state.safetensors")]
    public void A_file_that_is_missing_is_told(string file)
    {
        Stop();
        File.Delete(_folder.Of($"{Newest}/{file}"));

        string message = Assert.Throws<InvalidDataException>(Resume).Message;

        Assert.Contains($"{Newest}' is damaged: ", message, StringComparison.Ordinal);
        Assert.EndsWith("Delete it to go on from the one before.", message, StringComparison.Ordinal);
    }

    public static TheoryData<int> Faults => [.. Enumerable.Range(1, 24)];

    // Among the first bytes, where the headers are: what is changed there is found, or stands for another number.
    [Theory]
    [MemberData(nameof(Faults))]
    public void A_file_with_a_bit_that_turned_is_told_or_read(int fault)
    {
        Stop();
        string path = _folder.Of($"{Newest}/{(fault % 2 == 0 ? "training.json" : "state.safetensors")}");
        byte[] bytes = File.ReadAllBytes(path);
        var random = new KeyedRandom(6, (ulong)fault);
        bytes[random.Next(Math.Min(bytes.Length, 1000))] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(path, bytes);

        Exception? thrown = Record.Exception(Resume);

        // Other options are told by an ArgumentException.
        Assert.True(thrown is null or InvalidDataException or ArgumentException, $"{thrown}");
        Assert.Contains(Newest, thrown?.Message ?? Newest, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Resume()
    {
        using TinyModel model = TinyTraining.Model();
        using var source = new CancellationTokenSource();
        source.Cancel();
        new TrainingLoop(model, Options).Run(TinyTraining.Batches, TinyTraining.Held, cancellationToken: source.Token);
    }

    private void Stop()
    {
        using TinyModel model = TinyTraining.Model();
        using var source = new CancellationTokenSource();
        new TrainingLoop(model, Options with { Checkpoints = Options.Checkpoints! with { KeepLast = 1 } }).Run(
            TinyTraining.Batches, TinyTraining.Held, new Told<TrainingStep>(taken => { if (taken.Step == StoppedAt) { source.Cancel(); } }), cancellationToken: source.Token);
    }
}
