using System.Text.Json.Nodes;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _threads = get_num_threads();

    public CheckpointTests() => set_num_threads(1); // bits are promised on one thread

    /// <summary>Everything that a checkpoint must keep: dropout, moments, averages, slow weights, stages, the best weights.</summary>
    internal static TrainingOptions Everything { get; } = new()
    {
        Epochs = 4,
        LearningRate = 0.05,
        Accumulation = 2,
        Average = new WeightAverageOptions { Decay = 0.8 },
        Lookahead = new LookaheadOptions { Steps = 3 },
        Adversarial = new AdversarialOptions(),
        RDrop = 1,
        Stages = [new TrainingStage { Steps = 4, FrozenPatterns = ["layer.0."] }, new TrainingStage()],
        ValidateEverySteps = 2,
        RestoreBest = true,
    };

    private static (float[] Weights, TrainingResult Result)? s_whole;

    public static TheoryData<int> Stops => [.. Enumerable.Range(1, 11)];

    [Theory]
    [MemberData(nameof(Stops))]
    public void A_training_that_was_cancelled_goes_on_to_the_same_bits(int step) => AssertGoesOn(step, everySteps: 0);

    [Theory]
    [MemberData(nameof(Stops))]
    public void A_training_that_crashed_goes_on_to_the_same_bits(int step) => AssertGoesOn(step, everySteps: 3);

    private void AssertGoesOn(int step, int everySteps)
    {
        (float[] weights, TrainingResult whole) = s_whole ??= Train(Everything);
        TrainingOptions options = With(new CheckpointOptions { Folder = _folder.Path, EverySteps = everySteps });

        Stop(options, step, isCrash: everySteps > 0);
        (float[] resumed, TrainingResult result) = Train(options);

        Assert.Equal(weights, resumed);
        Assert.Equal(whole.Steps.Select(s => (s.Step, s.Epoch, s.Loss, s.LearningRate, s.GradientNorm, s.Tokens)), result.Steps.Select(s => (s.Step, s.Epoch, s.Loss, s.LearningRate, s.GradientNorm, s.Tokens)));
        Assert.Equal(whole.Validations.Select(v => (v.Step, v.Loss)), result.Validations.Select(v => (v.Step, v.Loss)));
        Assert.Equal(whole.BestStep, result.BestStep);
    }

    [Fact]
    public void A_training_that_had_ended_gives_its_model_again_without_a_step()
    {
        TrainingOptions options = With(new CheckpointOptions { Folder = _folder.Path });
        (float[] weights, TrainingResult first) = Train(options);

        (float[] again, TrainingResult second) = Train(options, new Told<TrainingStep>(step => Assert.Fail($"Step {step.Step} was taken again.")));

        Assert.Equal(weights, again);
        Assert.Equal(first.Steps.Count, second.ResumedFrom);
    }

    [Fact]
    public void Early_stopping_holds_after_a_stop_too()
    {
        TrainingOptions options = With(new CheckpointOptions { Folder = _folder.Path }) with
        {
            Epochs = 40, EarlyStopping = new EarlyStoppingOptions { Patience = 1, MinimumGain = 10 }, ValidateEverySteps = 2,
        };
        (float[] weights, TrainingResult first) = Train(options);

        (float[] again, TrainingResult second) = Train(options);

        Assert.Equal((TrainingEnd.StoppedEarly, TrainingEnd.StoppedEarly), (first.End, second.End));
        Assert.Equal(first.Steps.Count, second.Steps.Count);
        Assert.Equal(weights, again);
    }

    [Fact]
    public void Options_that_changed_are_named_and_refused_unless_allowed()
    {
        var checkpoints = new CheckpointOptions { Folder = _folder.Path };
        Stop(With(checkpoints), step: 5, isCrash: false);
        TrainingOptions changed = With(checkpoints) with { LearningRate = 0.01, Lookahead = new LookaheadOptions { Steps = 4 } };

        string message = Assert.Throws<ArgumentException>(() => Train(changed)).Message;
        (_, TrainingResult result) = Train(changed with { Checkpoints = checkpoints with { AllowChangedOptions = true } });

        Assert.Contains("checkpoint-00000005' was made with other options: Training.LearningRate was 0.05 and is 0.01; Training.Lookahead.Steps was 3 and is 4. Give", message, StringComparison.Ordinal);
        Assert.Equal(5, result.ResumedFrom);
        Assert.Equal(12, result.Steps.Count);
    }

    [Fact]
    public void Other_data_is_an_option_that_changed()
    {
        TrainingOptions options = With(new CheckpointOptions { Folder = _folder.Path });
        Stop(options, step: 5, isCrash: false);
        var others = new JsonObject { ["Rows"] = new JsonObject { ["Hash"] = "abc" } };
        using TinyModel model = TinyTraining.Model();

        Assert.Contains(
            "was made with other options: Rows.Hash was absent and is \"abc\". Give",
            Assert.Throws<ArgumentException>(() => new TrainingLoop(model, options).Run(TinyTraining.Batches with { Description = others }, TinyTraining.Held)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void How_often_is_saved_and_read_ahead_may_change()
    {
        Stop(With(new CheckpointOptions { Folder = _folder.Path, EverySteps = 2 }), step: 5, isCrash: true);

        (_, TrainingResult result) = Train(With(new CheckpointOptions { Folder = _folder.Path, EverySteps = 4 }) with { Prefetch = 1 });

        Assert.Equal(4, result.ResumedFrom);
    }

    [Fact]
    public void The_newest_and_the_best_stay_and_the_others_go()
    {
        double[] losses = [3, 1, 4, 5, 9, 2];
        var coming = new Queue<double>(losses.Select(l => -l));
        using TinyModel model = TinyTraining.Model();
        TrainingOptions options = With(new CheckpointOptions { Folder = _folder.Path, EverySteps = 1, KeepLast = 3 }) with { BestMetric = "Score" };

        new TrainingLoop(model, options).Run(TinyTraining.Batches, TinyTraining.Held, scores: _ => new Dictionary<string, double> { ["Score"] = coming.Dequeue() });

        Assert.Equal(["checkpoint-00000004", "checkpoint-00000010", "checkpoint-00000011", "checkpoint-00000012"], Folders());
    }

    [Fact]
    public void A_checkpoint_is_due_when_its_minutes_are_over()
    {
        const double instant = 1e-9;
        Train(With(new CheckpointOptions { Folder = _folder.Of("often"), EveryMinutes = instant, KeepLast = 100 }));
        Train(With(new CheckpointOptions { Folder = _folder.Of("seldom"), EveryMinutes = 0, KeepLast = 100, KeepBest = false }) with { RestoreBest = false });

        Assert.Equal(Enumerable.Range(1, 12).Select(step => $"checkpoint-{step:d8}"), Folders("often"));
        Assert.Equal(["checkpoint-00000012"], Folders("seldom"));
    }

    // Powers of two scale without rounding, so the steps are those of a training without a scale; but each is undone in its place.
    [Fact]
    public void A_scaled_loss_trains_to_the_same_bits()
    {
        TrainingOptions options = With(new CheckpointOptions { Folder = _folder.Path });
        (float[] weights, _) = s_whole ??= Train(Everything);
        Stop(options, step: 5, isCrash: false);
        string path = _folder.Of("checkpoint-00000005/training.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"LossScale\": 1,", "\"LossScale\": 4096,", StringComparison.Ordinal));

        (float[] scaled, TrainingResult result) = Train(options);

        Assert.Equal(weights, scaled);
        Assert.Equal(s_whole.Value.Result.Steps.Select(s => (s.Loss, s.GradientNorm)), result.Steps.Select(s => (s.Loss, s.GradientNorm)));
        string last = File.ReadAllText(_folder.Of("checkpoint-00000012/training.json"));
        Assert.Contains("\"LossScale\": 4096,", last, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_kill_left_half_written_is_cleared_away()
    {
        TrainingOptions options = With(new CheckpointOptions { Folder = _folder.Path });
        Stop(options, step: 5, isCrash: false);
        Directory.CreateDirectory(_folder.Of("checkpoint-00000009.tmp"));
        File.WriteAllText(_folder.Of("checkpoint-00000009.tmp/state.safetensors"), "half");

        (_, TrainingResult result) = Train(options);

        Assert.Equal(5, result.ResumedFrom);
        Assert.DoesNotContain(Folders(), name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("training.json")]
    [InlineData("state.safetensors")]
    [InlineData("model.safetensors")]
    public void A_damaged_checkpoint_is_told(string file)
    {
        TrainingOptions options = With(new CheckpointOptions { Folder = _folder.Path }) with { Average = null };
        Stop(options, step: 5, isCrash: false);
        string path = _folder.Of($"checkpoint-00000005/{file}");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^7]);

        Assert.Contains("checkpoint-00000005", Assert.Throws<InvalidDataException>(() => Train(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_serves_one_training_at_a_time()
    {
        TrainingOptions options = With(new CheckpointOptions { Folder = _folder.Path });
        string? message = null;

        Train(options, new Told<TrainingStep>(step => message ??= Assert.Throws<IOException>(() => Train(options)).Message));

        Assert.Equal($"The checkpoint folder '{_folder.Path}' is used by another training.", message);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_not_said_to_be_used_by_another_training()
    {
        File.CreateSymbolicLink(_folder.Of("lock"), _folder.Of("lock")); // leads nowhere

        IOException thrown = Assert.ThrowsAny<IOException>(() => Train(With(new CheckpointOptions { Folder = _folder.Path })));

        Assert.DoesNotContain("another training", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Of("lock"), thrown.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        set_num_threads(_threads);
    }

    private static TrainingOptions With(CheckpointOptions checkpoints) => Everything with { Checkpoints = checkpoints };

    private IEnumerable<string> Folders(string below = "") => Directory.EnumerateDirectories(_folder.Of(below)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static (float[] Weights, TrainingResult Result) Train(TrainingOptions options, IProgress<TrainingStep>? progress = null)
    {
        using TinyModel model = TinyTraining.Model();
        TrainingResult result = new TrainingLoop(model, options).Run(TinyTraining.Batches, TinyTraining.Held, progress);
        return (model.Weights, result);
    }

    // Cancelled, the training saves itself; crashed, it has what it saved before.
    private static void Stop(TrainingOptions options, int step, bool isCrash)
    {
        using var source = new CancellationTokenSource();
        using TinyModel model = TinyTraining.Model();
        var progress = new Told<TrainingStep>(taken =>
        {
            if (taken.Step == step)
            {
                source.Cancel();
                if (isCrash)
                {
                    throw new InvalidOperationException("crash");
                }
            }
        });
        try
        {
            TrainingResult result = new TrainingLoop(model, options).Run(TinyTraining.Batches, TinyTraining.Held, progress, cancellationToken: source.Token);
            Assert.Equal((TrainingEnd.Cancelled, step), (result.End, result.Steps.Count));
        }
        catch (InvalidOperationException e) when (isCrash && e.Message == "crash")
        {
            // as if the process had ended
        }
    }
}
