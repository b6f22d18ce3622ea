using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Models;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class BestModelTests
{
    private static TrainingOptions Options { get; } = new() { Epochs = 6, LearningRate = 0.02, RestoreBest = true, BestMetric = "Score" };

    [Fact]
    public void Early_stopping_waits_for_its_patience_and_gives_the_best_weights()
    {
        using TinyModel model = TinyTraining.Model();
        double[] scores = [0.1, 0.5, 0.3, 0.4, 0.2, 0.9];
        Queue<double> coming = new(scores);
        float[]? best = null;
        TrainingOptions options = Options with { EarlyStopping = new EarlyStoppingOptions { Patience = 3 } };

        TrainingResult result = new TrainingLoop(model, options).Run(
            TinyTraining.Batches, TinyTraining.Held, scores: _ =>
            {
                double score = coming.Dequeue();
                best = score == 0.5 ? model.Weights : best;
                return new Dictionary<string, double> { ["Score"] = score };
            });

        Assert.Equal(TrainingEnd.StoppedEarly, result.End);
        Assert.Equal(scores[..5], result.Validations.Select(v => v.Scores["Score"]));
        Assert.Equal(10, result.BestStep);
        Assert.Equal(best, model.Weights);
    }

    [Fact]
    public void What_is_better_by_too_little_for_patience_is_the_best_all_the_same()
    {
        using TinyModel model = TinyTraining.Model();
        Queue<double> coming = new([0.5, 0.55, 0.6, 0.64, 0.9]);
        TrainingOptions options = Options with { EarlyStopping = new EarlyStoppingOptions { Patience = 3, MinimumGain = 0.1 } };

        TrainingResult result = new TrainingLoop(model, options).Run(TinyTraining.Batches, TinyTraining.Held, scores: _ => new Dictionary<string, double> { ["Score"] = coming.Dequeue() });

        Assert.Equal(TrainingEnd.StoppedEarly, result.End);
        Assert.Equal(4 * TinyTraining.BatchesOfEpoch, result.BestStep);
    }

    [Fact]
    public void A_value_that_is_no_number_is_never_the_best()
    {
        using TinyModel model = TinyTraining.Model();
        Queue<double> coming = new([double.NaN, double.PositiveInfinity, 0.1, double.NaN, 0.2, 0.1]);

        TrainingResult result = new TrainingLoop(model, Options).Run(TinyTraining.Batches, TinyTraining.Held, scores: _ => new Dictionary<string, double> { ["Score"] = coming.Dequeue() });

        Assert.Equal(5 * TinyTraining.BatchesOfEpoch, result.BestStep);
    }

    [Theory]
    [InlineData(ValidationResult.LossName)]
    [InlineData(ValidationResult.PerplexityName)]
    [InlineData(ValidationResult.AccuracyName)]
    public void Networks_for_classes_are_judged_by_their_classes(string metric)
    {
        const string network = "bert for classes";
        using Seq2SeqModel model = TinyNetworks.New(network, dropout: 0);
        PaddedBatch[] batches = TinyNetworks.Batches(network, 8, 8);

        TrainingResult result = new TrainingLoop(model, Options with { Epochs = 8, LearningRate = 5e-3, BestMetric = metric }).Run(new EpochBatches(batches.Length, _ => batches), () => batches);

        double[] values = [.. result.Validations.Select(v => metric == ValidationResult.AccuracyName ? v.Sequence!.Accuracy : -v.Sequence!.Loss)];
        Assert.Equal(result.Validations[Array.IndexOf(values, values.Max())].Step, result.BestStep);
        Assert.NotEqual(result.Validations[0].Step, result.BestStep);
    }
}
