using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class TrainingLoopTests
{
    private static TrainingOptions Options { get; } = new() { Epochs = 4, LearningRate = 0.02 };

    [Fact]
    public void A_step_that_is_not_finite_is_skipped_and_counted_and_training_goes_on()
    {
        using TinyModel model = TinyTraining.Model();
        int scored = 0;
        model.Scored = scores => ++scored is 3 or 4 ? scores.mul(double.NaN) : scores;

        TrainingResult result = new TrainingLoop(model, Options).Run(TinyTraining.Batches);

        Assert.Equal(TrainingEnd.Completed, result.End);
        Assert.Equal([3, 4], result.Steps.Where(s => s.IsSkipped).Select(s => s.Step));
        Assert.Equal(2, result.SkippedSteps);
        Assert.All(model.Weights, w => Assert.True(float.IsFinite(w)));
    }

    [Fact]
    public void Too_many_steps_in_a_row_that_are_not_finite_end_the_training_with_the_last_good_weights()
    {
        using TinyModel model = TinyTraining.Model();
        int scored = 0;
        float[]? good = null;
        model.Scored = scores =>
        {
            good = ++scored == 7 ? model.Weights : good;
            return scored >= 7 ? scores.mul(double.PositiveInfinity) : scores;
        };

        TrainingResult result = new TrainingLoop(model, Options with { MaximumSkippedSteps = 3 }).Run(TinyTraining.Batches);

        Assert.Equal(TrainingEnd.NotFinite, result.End);
        Assert.Equal(9, result.Steps.Count);
        Assert.Equal(good, model.Weights);
    }

    [Fact]
    public void Memory_that_is_not_enough_is_told_in_one_sentence_with_the_batch()
    {
        using TinyModel model = TinyTraining.Model();
        model.Scored = _ => empty(1L << 46);

        var thrown = Assert.Throws<InsufficientMemoryException>(() => new TrainingLoop(model, Options).Run(TinyTraining.Batches));

        PaddedBatch first = TinyTraining.Batches.Of(0).First();
        Assert.Equal($"A step over {first.Rows} rows of {first.Length} tokens does not fit into the memory of cpu: make batches smaller and accumulate more of them.", thrown.Message);
    }

    [Fact]
    public void Memory_that_is_not_enough_for_a_validation_is_told_too()
    {
        using TinyModel model = TinyTraining.Model();
        model.Scored = scores => model.training ? scores : empty(1L << 46);

        var thrown = Assert.Throws<InsufficientMemoryException>(() => new TrainingLoop(model, Options).Run(TinyTraining.Batches, TinyTraining.Held));

        PaddedBatch first = TinyTraining.Held().First();
        Assert.Equal($"A validation of {first.Rows} rows of {first.Length} tokens does not fit into the memory of cpu: make batches smaller.", thrown.Message);
    }

    [Fact]
    public void What_nothing_measures_is_refused_before_the_first_step()
    {
        using TinyModel model = TinyTraining.Model();
        model.Scored = _ => throw new InvalidOperationException("A step was taken.");

        Assert.Equal(
            "TrainingLoop has no validation data, which the best weights are chosen by; give some, or turn that off.",
            Assert.Throws<ArgumentException>(() => new TrainingLoop(model, Options with { RestoreBest = true }).Run(TinyTraining.Batches)).Message);
        Assert.Equal(
            "TrainingLoop has no validation data, which early stopping goes by; give some, or turn that off.",
            Assert.Throws<ArgumentException>(() => new TrainingLoop(model, Options with { EarlyStopping = new EarlyStoppingOptions() }).Run(TinyTraining.Batches)).Message);
        Assert.Equal(
            "TrainingLoop is to judge validations by 'Rouge-L', but nothing besides Loss, Perplexity, Accuracy, SequenceAccuracy is measured.",
            Assert.Throws<ArgumentException>(() => new TrainingLoop(model, Options with { BestMetric = "Rouge-L" }).Run(TinyTraining.Batches, TinyTraining.Held)).Message);
    }

    [Fact]
    public void The_average_is_measured_and_kept_and_does_not_change_the_training()
    {
        using TinyModel plain = TinyTraining.Model();
        double[] losses = [.. new TrainingLoop(plain, Options).Run(TinyTraining.Batches).Steps.Select(s => s.Loss)];
        using TinyModel averaged = TinyTraining.Model();
        var validations = new Told<ValidationResult>();
        TrainingResult result = new TrainingLoop(averaged, Options with { Average = new WeightAverageOptions { Decay = 0.9 } })
            .Run(TinyTraining.Batches, TinyTraining.Held, validated: validations);

        Assert.Equal(losses, result.Steps.Select(s => s.Loss));
        Assert.NotEqual(plain.Weights, averaged.Weights);
        Assert.Equal(validations.Values[^1].Loss, Validation.Measure(averaged, TinyTraining.Held()).Loss);
    }

    // By hand: from 1 in steps of -0.1; after the fifth, 1 + (0.5 - 1) / 2 = 0.75.
    [Fact]
    public void Lookahead_draws_the_weights_half_of_the_way_back_every_fifth_step()
    {
        using var scope = NewDisposeScope();
        using var weight = new TorchSharp.Modules.Parameter(tensor(1f));
        using var lookahead = new Lookahead([("w", weight)], new LookaheadOptions());
        List<float> seen = [];
        for (int step = 1; step <= 6; step++)
        {
            using IDisposable noGradient = no_grad();
            weight.sub_(0.1);
            lookahead.Update(step);
            seen.Add(weight.ToSingle());
        }

        Assert.Equal([0.9f, 0.8f, 0.7f, 0.6f, 0.75f, 0.65f], seen, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Every_ability_at_once_still_learns()
    {
        using TinyModel model = TinyTraining.Model();

        TrainingResult result = new TrainingLoop(model, CheckpointTests.Everything with { Epochs = 40 }).Run(TinyTraining.Batches, TinyTraining.Held);

        Assert.True(result.Validations.Min(v => v.Loss) < result.Validations[0].Loss / 2, $"The validation loss went from {result.Validations[0].Loss} to {result.Validations.Min(v => v.Loss)}.");
    }

    [Fact]
    public void A_stage_changes_what_is_trainable_and_no_bit_of_what_is_frozen()
    {
        using TinyModel model = TinyTraining.Model();
        Dictionary<string, float[]> before = Named(model);
        Dictionary<string, float[]>? between = null;
        var watch = new Told<TrainingStep>(step => between = step.Step == 7 ? Named(model) : between);
        var options = Options with
        {
            Schedule = new LearningRateSchedule { Shape = LearningRateShape.Constant, WarmupSteps = 0 },
            Stages = [new TrainingStage { Steps = 7, TrainablePatterns = ["layer.1.", "head"], FrozenPatterns = ["bias"], LearningRate = 0.5 }, new TrainingStage()],
        };

        TrainingResult result = new TrainingLoop(model, options).Run(TinyTraining.Batches, progress: watch);

        string[] trained = ["head.weight", "layer.1.weight"];
        Assert.Equal(trained, before.Keys.Where(name => !before[name].SequenceEqual(between![name])).Order(StringComparer.Ordinal));
        Assert.All(before.Keys, name => Assert.NotEqual(between![name], Named(model)[name]));
        Assert.Equal(Enumerable.Repeat(0.5, 7).Concat(Enumerable.Repeat(Options.LearningRate, 13)), result.Steps.Select(s => s.LearningRate));
        Assert.All(model.parameters(), p => Assert.True(p.requires_grad));
    }

    [Fact]
    public void Gradual_unfreezing_trains_one_group_more_in_each_stage()
    {
        IReadOnlyList<TrainingStage> stages = TrainingStage.Unfreeze(10, [["layer.1."], ["layer.0.", "layer.x."]], "embeddings");

        Assert.Equal([10, null], stages.Select(s => s.Steps));
        Assert.Equal(["embeddings", "layer.1."], stages[0].TrainablePatterns);
        Assert.Equal(["embeddings", "layer.1.", "layer.0.", "layer.x."], stages[1].TrainablePatterns);
    }

    [Fact]
    public void A_stage_in_which_nothing_learns_is_refused()
    {
        using TinyModel model = TinyTraining.Model();
        var options = Options with { Stages = [new TrainingStage { TrainablePatterns = ["head"], FrozenPatterns = ["head"] }] };

        Assert.Equal(
            "No parameter of the model learns in stage 1: trainable are names with 'head', frozen are names with 'head'.",
            Assert.Throws<ArgumentException>(() => new TrainingLoop(model, options).Run(TinyTraining.Batches)).Message);
    }

    [Fact]
    public void Lookahead_counts_the_steps_that_moved_something()
    {
        using TinyModel model = TinyTraining.Model(dropout: 0);
        int scored = 0;
        model.Scored = scores => ++scored == 2 ? scores.mul(double.NaN) : scores;
        float[] first = model.Weights;
        Dictionary<long, float[]> after = [];
        var watch = new Told<TrainingStep>(step => after[step.Step] = model.Weights);
        var options = Options with
        {
            Epochs = 1, Lookahead = new LookaheadOptions { Steps = 2, Share = 1e-9 }, Schedule = new LearningRateSchedule { Shape = LearningRateShape.Constant, WarmupShare = 0 },
        };

        new TrainingLoop(model, options).Run(TinyTraining.Batches, progress: watch);

        // Steps 1 and 3 are the first two of the optimiser: after the third the weights are back where they began.
        Assert.Equal(after[1], after[2]);
        Assert.All(first.Zip(after[3]), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.NotEqual(after[3], after[4]);
    }

    [Fact]
    public void Validation_comes_every_so_many_steps_and_at_the_end()
    {
        using TinyModel model = TinyTraining.Model();

        TrainingResult result = new TrainingLoop(model, Options with { ValidateEverySteps = 8 })
            .Run(TinyTraining.Batches, TinyTraining.Held, scores: _ => new Dictionary<string, double> { ["Rouge-L"] = 0.5 });

        Assert.Equal([(1, 8), (3, 16), (3, 20)], result.Validations.Select(v => (v.Epoch, (int)v.Step)));
        Assert.All(result.Validations, v => Assert.Equal(0.5, v.Value("Rouge-L")));
    }

    [Fact]
    public void Nothing_that_a_training_makes_outlives_it()
    {
        using TinyModel model = TinyTraining.Model();
        new TrainingLoop(model, CheckpointTests.Everything).Run(TinyTraining.Batches, TinyTraining.Held);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        new TrainingLoop(model, CheckpointTests.Everything).Run(TinyTraining.Batches, TinyTraining.Held);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static Dictionary<string, float[]> Named(TinyModel model) => model.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().data<float>().ToArray());
}
