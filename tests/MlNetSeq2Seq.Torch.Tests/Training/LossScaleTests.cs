using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class LossScaleTests : IDisposable
{
    private readonly int _threads = get_num_threads();

    public LossScaleTests() => set_num_threads(1); // bits are promised on one thread

    [Fact]
    public void The_scale_of_the_loss_halves_on_overflow_and_grows_after_many_good_steps()
    {
        var scale = new LossScale(isOn: true);
        double first = scale.Factor;

        Assert.True(scale.Update(isFinite: false));
        Assert.Equal(first / 2, scale.Factor);
        for (int i = 0; i < 2000; i++)
        {
            Assert.False(scale.Update(isFinite: true));
        }

        Assert.Equal(first, scale.Factor);
        while (scale.Factor > 1)
        {
            scale.Update(isFinite: false);
        }

        Assert.False(scale.Update(isFinite: false)); // no factor explains it any more
    }

    // The rules of torch.cuda.amp.GradScaler with its defaults: 65536 at first, halved at once, doubled after 2000 good steps in a row.
    [Fact]
    public void The_scale_goes_the_way_of_PyTorchs_GradScaler()
    {
        var random = new KeyedRandom(1, 2);
        var scale = new LossScale(isOn: true);
        (double factor, int good) = (65536, 0);
        for (int step = 0; step < 20_000; step++)
        {
            bool isFinite = random.Next(3000) > 0;
            good = isFinite ? good + 1 : 0;
            factor *= isFinite ? 1 : 0.5;
            if (good == 2000)
            {
                (factor, good) = (factor * 2, 0);
            }

            scale.Update(isFinite);
            Assert.Equal((factor, good), (scale.Factor, scale.GoodSteps));
        }
    }

    // A scale is a power of two, so that it changes no bit of what is not too small or too large.
    [Fact]
    public void Gradients_are_scaled_back_before_they_are_measured_clipped_and_used()
    {
        TrainingOptions options = CheckpointTests.Everything with { MaximumGradientNorm = 0.01 };

        (float[] plain, TrainingResult one) = Train(options, scales: false);
        (float[] scaled, TrainingResult other) = Train(options, scales: true);

        Assert.Equal(one.Steps.Select(s => (s.Loss, s.GradientNorm)), other.Steps.Select(s => (s.Loss, s.GradientNorm)));
        Assert.Equal(plain, scaled);
    }

    // Squares of such gradients, times the square of the first scale, are beyond float32 until the scale has halved a few times.
    [Fact]
    public void Steps_that_overflow_are_skipped_until_the_scale_fits_and_do_not_end_the_training()
    {
        using TinyModel model = TinyTraining.Model();
        model.Scored = scores => scores.mul(1e16);
        float[] before = model.Weights;
        List<bool> moved = [];
        var watch = new Told<TrainingStep>(_ => moved.Add(!before.SequenceEqual(model.Weights)));
        var options = new TrainingOptions { Epochs = 4, MaximumSkippedSteps = 1, Schedule = new LearningRateSchedule { WarmupShare = 0 } };

        TrainingResult result = new TrainingLoop(model, options) { AlwaysScalesLoss = true }.Run(TinyTraining.Batches, progress: watch);

        Assert.Equal(TrainingEnd.Completed, result.End);
        Assert.InRange(result.SkippedSteps, 2, 15);
        Assert.All(result.Steps.Take(result.SkippedSteps), step => Assert.True(step.IsSkipped));
        Assert.Equal(result.Steps.Select(step => !step.IsSkipped), moved);
    }

    [Fact]
    public void Float16_on_a_processor_is_refused()
    {
        using TinyModel model = TinyTraining.Model();

        Assert.Contains(
            "Float16 is for graphics cards, but the model is on cpu",
            Assert.Throws<ArgumentException>(() => new TrainingLoop(model, new TrainingOptions { Precision = TrainingPrecision.Float16 }).Run(TinyTraining.Batches)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => set_num_threads(_threads);

    private static (float[] Weights, TrainingResult Result) Train(TrainingOptions options, bool scales)
    {
        using TinyModel model = TinyTraining.Model();
        TrainingResult result = new TrainingLoop(model, options) { AlwaysScalesLoss = scales }.Run(TinyTraining.Batches, TinyTraining.Held);
        return (model.Weights, result);
    }
}
