using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>A training goes on with other options than its checkpoint was made with, where that is allowed: what it held no state of begins anew.</summary>
public sealed class ChangedOptionsTests : IDisposable
{
    private const int StoppedAt = 5;

    private static readonly Dictionary<string, (TrainingOptions Before, TrainingOptions After)> s_changes = Changed(new TrainingOptions { Epochs = 3, LearningRate = 0.02 });

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Changes => new(s_changes.Keys);

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_that_is_allowed_takes_the_training_on(string change)
    {
        (TrainingOptions before, TrainingOptions after) = s_changes[change];
        Train(before, allowsChanges: false, stop: StoppedAt);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Train(after, allowsChanges: false));

        (_, TrainingResult result) = Train(after, allowsChanges: true);

        int stepsPerEpoch = (TinyTraining.BatchesOfEpoch + after.Accumulation - 1) / after.Accumulation;
        Assert.Contains("Training.", refused.Message, StringComparison.Ordinal);
        Assert.Equal((TrainingEnd.Completed, (long)StoppedAt), (result.End, result.ResumedFrom));
        Assert.Equal(Math.Max(StoppedAt, after.Epochs * stepsPerEpoch), result.Steps.Count);
        Assert.True(result.Steps[^1].Loss < result.Steps[0].Loss, $"The loss went from {result.Steps[0].Loss} to {result.Steps[^1].Loss}.");
    }

    [Fact]
    public void Another_precision_is_the_one_that_is_computed_in()
    {
        var options = new TrainingOptions { Epochs = 2 };
        Train(options, allowsChanges: false, stop: StoppedAt);
        TrainingOptions changed = options with { Precision = TrainingPrecision.BFloat16 };

        Train(changed, allowsChanges: true);

        Assert.Contains("\"Precision\": \"BFloat16\",\n  \"ElapsedSeconds\"", File.ReadAllText(_folder.Of("checkpoint-00000010/training.json")), StringComparison.Ordinal);
    }

    // The average of a single update from zero is that update, and one that begins with the weights stays near them.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_average_from_now_on_begins_with_the_weights_of_the_checkpoint(bool correctsBias)
    {
        var options = new TrainingOptions { Epochs = 1, LearningRate = 0.02, Schedule = new LearningRateSchedule { Shape = LearningRateShape.Constant, WarmupSteps = 0 } };
        (float[] stopped, _) = Train(options, allowsChanges: false, stop: TinyTraining.BatchesOfEpoch - 1);
        TrainingOptions averaged = options with { Average = new WeightAverageOptions { Decay = 1 - 1e-6, CorrectsBias = correctsBias } };

        (float[] weights, _) = Train(averaged, allowsChanges: true);

        // One step of AdamW moves a weight by the learning rate at most; the weights of the beginning were four steps away.
        double moved = weights.Zip(stopped, (now, before) => Math.Abs(now - before)).Max();
        Assert.InRange(moved, correctsBias ? 0.001 : 0, correctsBias ? 0.03 : 0.0001);
    }

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, (TrainingOptions Before, TrainingOptions After)> Changed(TrainingOptions options)
    {
        TrainingOptions averaged = options with { Average = new WeightAverageOptions { Decay = 0.9 }, Lookahead = new LookaheadOptions() };
        return new(StringComparer.Ordinal)
        {
            ["more epochs"] = (options, options with { Epochs = 6 }),
            ["fewer epochs than were done"] = (options with { Epochs = 2 }, options with { Epochs = 1 }),
            ["average and lookahead from now on"] = (options, averaged),
            ["neither any more"] = (averaged, options),
            ["an average that begins otherwise"] = (averaged, averaged with { Average = new WeightAverageOptions { Decay = 0.9, CorrectsBias = false } }),
            ["another optimiser"] = (options, options with { Optimizer = new AdafactorOptions() }),
            ["one without moments"] = (averaged, averaged with { Optimizer = new SgdOptions(), LearningRate = 0.1 }),
            ["accumulation"] = (options, options with { Accumulation = 2 }),
            ["stages"] = (options, options with { Stages = [new TrainingStage { Steps = 7, FrozenPatterns = ["layer.0."] }, new TrainingStage()] }),
            ["the best weights by another metric"] = (options, options with { BestMetric = ValidationResult.AccuracyName, RestoreBest = true }),
        };
    }

    private (float[] Weights, TrainingResult Result) Train(TrainingOptions options, bool allowsChanges, int? stop = null)
    {
        using var source = new CancellationTokenSource();
        using TinyModel model = TinyTraining.Model();
        var progress = new Told<TrainingStep>(step =>
        {
            if (step.Step == stop)
            {
                source.Cancel();
            }
        });
        TrainingOptions saved = options with { Checkpoints = new CheckpointOptions { Folder = _folder.Path, AllowChangedOptions = allowsChanges } };
        TrainingResult result = new TrainingLoop(model, saved).Run(TinyTraining.Batches, TinyTraining.Held, progress, cancellationToken: source.Token);
        return (model.Weights, result);
    }
}
