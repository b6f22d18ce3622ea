using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class StepHistoryTests
{
    private const int Many = 5000; // several blocks

    [Fact]
    public void Every_step_comes_back_as_it_was()
    {
        TrainingStep[] steps = [.. Enumerable.Range(1, Many).Select(Step)];
        StepHistory history = Of(steps);

        Assert.Equal(steps, history);
        Assert.Equal((Many, steps[^1]), (history.Count, history[^1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => history[Many]);
    }

    [Fact]
    public void A_step_that_does_not_follow_is_refused() =>
        Assert.Equal(
            "The history of a training has 2 steps; step 4 does not follow them. (Parameter 'step')",
            Assert.Throws<ArgumentException>(() => Of([Step(1), Step(2), Step(4)])).Message);

    private static StepHistory Of(TrainingStep[] steps)
    {
        var history = new StepHistory { TotalSteps = 2 * Many };
        foreach (TrainingStep step in steps)
        {
            history.Add(step);
        }

        return history;
    }

    private static TrainingStep Step(int number) => new(
        number, 2 * Many, number / 100, Loss: 1.0 / number, LearningRate: 2.0 / number, GradientNorm: number % 3 == 0 ? double.NaN : number, number + 7,
        TimeSpan.FromSeconds(number), TokensPerSecond: 3.0 / number, TimeSpan.FromSeconds(Many - number))
    {
        IsSkipped = number % 3 == 0,
    };
}
