using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>The ends of schedules; their middles are compared with published ones in <see cref="LearningRateGoldenTests"/>.</summary>
public sealed class LearningRateScheduleTests
{
    public static TheoryData<LearningRateShape> Shapes => [.. Enum.GetValues<LearningRateShape>().Except([LearningRateShape.PiecewiseLinear])];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Without_warm_up_the_first_step_is_at_the_peak(LearningRateShape shape)
    {
        Assert.Equal(1, new LearningRateSchedule { Shape = shape, WarmupShare = 0 }.At(0, 100));
        Assert.Equal(1, new LearningRateSchedule { Shape = shape, WarmupSteps = 0 }.At(0, 1));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_warm_up_longer_than_the_training_rises_to_its_end(LearningRateShape shape)
    {
        var schedule = new LearningRateSchedule { Shape = shape, WarmupSteps = 20 };

        Assert.Equal([.. Enumerable.Range(0, 10).Select(step => step / 20.0)], Enumerable.Range(0, 10).Select(step => schedule.At(step, 10)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_warm_up_over_the_whole_training_rises_to_its_end(LearningRateShape shape)
    {
        var schedule = new LearningRateSchedule { Shape = shape, WarmupShare = 1, Warmup = LearningRateWarmup.FromFirstPart };

        Assert.Equal([.. Enumerable.Range(1, 10).Select(step => step / 11.0)], Enumerable.Range(0, 10).Select(step => schedule.At(step, 10)));
    }

    [Theory]
    [InlineData(LearningRateShape.Linear, 0.25)]
    [InlineData(LearningRateShape.Cosine, 0.25)]
    [InlineData(LearningRateShape.Polynomial, 0.25)]
    [InlineData(LearningRateShape.Constant, 1)]
    public void Beyond_the_end_the_rate_stays_where_it_is_then(LearningRateShape shape, double factor)
    {
        var schedule = new LearningRateSchedule { Shape = shape, MinimumFactor = 0.25 };

        Assert.All((long[])[100, 101, 1_000_000], step => Assert.Equal(factor, schedule.At(step, 100), 1e-12));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void A_decay_that_ends_with_the_warm_up_leaves_the_minimum_at_once(int end)
    {
        var schedule = new LearningRateSchedule { WarmupSteps = end, DecaySteps = end, MinimumFactor = 0.1 };

        Assert.Equal((end - 1.0) / end, schedule.At(end - 1, 200));
        Assert.Equal(0.1, schedule.At(end, 200), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_rate_is_never_negative_and_never_above_the_peak(LearningRateShape shape)
    {
        var schedule = new LearningRateSchedule { Shape = shape, Cycles = 3, MinimumFactor = 0.05 };

        Assert.All(Enumerable.Range(0, 300), step => Assert.InRange(schedule.At(step, 97), 0, 1));
    }

    [Fact]
    public void The_inverse_root_falls_from_the_end_of_the_warm_up()
    {
        var schedule = new LearningRateSchedule { Shape = LearningRateShape.InverseSquareRoot, WarmupSteps = 4 };

        Assert.Equal([0, 0.5, 1, 2.0 / 3, 0.5], ((long[])[0, 2, 4, 9, 16]).Select(step => schedule.At(step, 10)));
    }

    [Fact]
    public void One_point_is_risen_to_and_kept()
    {
        var schedule = new LearningRateSchedule { Shape = LearningRateShape.PiecewiseLinear, Points = [new LearningRatePoint(4, 0.5)] };

        Assert.Equal([0, 0.25, 0.5, 0.5], ((long[])[0, 2, 4, 400]).Select(step => schedule.At(step, 10)));
    }
}
