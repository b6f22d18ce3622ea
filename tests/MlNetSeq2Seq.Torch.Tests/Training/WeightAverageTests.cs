using MlNetSeq2Seq.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class WeightAverageTests
{
    // By hand: from 2 in steps of -1 to 1 and 0, half of the average stays: .5 · 1 / .5 = 1, then (.25 · 1 + .5 · 0) / .75 = 1/3.
    [Fact]
    public void The_average_of_an_optimisers_steps()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(tensor((float[])[2]));
        using var optimizer = new Sgd([("w", weight)], new SgdOptions());
        using var average = new WeightAverage([("w", weight)], new WeightAverageOptions { Decay = 0.5 });
        List<float> seen = [];
        for (int step = 0; step < 2; step++)
        {
            weight.grad = ones(1);
            optimizer.Step(1, average: average);
            using IDisposable swapped = average.Swap();
            seen.Add(weight.data<float>()[0]);
        }

        Assert.Equal([1, 1 / 3f], seen, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(0, weight.data<float>()[0]);
    }

    public static TheoryData<WeightOptimizerOptions> Kinds => OptimizerTests.Kinds;

    // One tensor longer than what a core works on at once and no multiple of a vector, a short one, and one that is frozen;
    // an odd and an even number of steps, as some optimisers hand over two at once.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_average_in_the_optimisers_step_is_that_of_a_pass_of_its_own(WeightOptimizerOptions kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        const double rounding = 1e-6; // of weights up to 5
        long[][] shapes = [[3, 30_001], [7], [5]];
        const int frozen = 2;
        foreach (int steps in (int[])[3, 4])
        {
            Assert.InRange(Train(inStep: false, steps).Zip(Train(inStep: true, steps), (a, b) => Math.Abs(a - b)).Max(), 0, rounding);
        }

        float[] Train(bool inStep, int steps)
        {
            using var scope = NewDisposeScope();
            manual_seed(1);
            (string, Parameter)[] parameters = [.. shapes.Select((shape, i) => ($"weight{i}", new Parameter(randn(shape))))];
            using WeightOptimizer optimizer = kind.Create(parameters);
            using var average = new WeightAverage(parameters, new WeightAverageOptions { Decay = 0.9 });
            for (int step = 0; step < steps; step++)
            {
                foreach ((_, Parameter parameter) in parameters[..frozen])
                {
                    parameter.grad = randn_like(parameter, requires_grad: false);
                }

                optimizer.Step(0.1, gradientScale: 0.5, inStep ? average : null);
                if (!inStep)
                {
                    average.Update();
                }
            }

            Assert.Equal(steps, average.Updates);
            using IDisposable swapped = average.Swap();
            return [.. parameters.SelectMany(p => p.Item2.detach().data<float>().ToArray())];
        }
    }

    [Fact]
    public void Who_takes_in_weights_by_oneself_must_let_an_average_catch_up_first()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(tensor((float[])[2]));
        using var optimizer = new FusedAdamW([("w", weight)], new AdamWOptions());
        using var average = new WeightAverage([("w", weight)], new WeightAverageOptions { Decay = 0.5, CorrectsBias = false });
        weight.grad = zeros(1);
        optimizer.Step(0, average: average);

        Assert.True(average.IsBehind);
        Assert.Equal(
            "WeightAverage has not taken in the weights of the step before, which an optimiser was to hand over; CatchUp takes them in before a step.",
            Assert.Throws<InvalidOperationException>(average.Update).Message);

        average.CatchUp();
        Assert.False(average.IsBehind);
        using (no_grad())
        {
            weight.fill_(4);
        }

        average.Update();
        average.Keep();
        Assert.Equal(3, weight.data<float>()[0]); // .5 · 2 + .5 · 4
    }

    [Fact]
    public void An_average_of_other_parameters_than_the_optimisers_is_refused()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(ones(1));
        using var other = new Parameter(ones(1));
        using var optimizer = new FusedAdamW([("w", weight)], new AdamWOptions());
        using var average = new WeightAverage([("w", other)], new WeightAverageOptions());

        Assert.Equal(
            "FusedAdamW has an average of other parameters than its own; the same, in the same order, are wanted. (Parameter 'average')",
            Assert.Throws<ArgumentException>(() => optimizer.Step(0.1, average: average)).Message);
    }

    // An average of which nothing stays is the last weights; the last step is one in which lookahead draws them back.
    [Fact]
    public void The_average_takes_in_what_lookahead_leaves()
    {
        var options = new TrainingOptions { Epochs = 1, LearningRate = 0.05, Lookahead = new LookaheadOptions { Steps = TinyTraining.BatchesOfEpoch } };

        Assert.Equal(Train(options), Train(options with { Average = new WeightAverageOptions { Decay = 0 } }));

        static float[] Train(TrainingOptions options)
        {
            using TinyModel model = TinyTraining.Model();
            new TrainingLoop(model, options).Run(TinyTraining.Batches);
            return model.Weights;
        }
    }
}
