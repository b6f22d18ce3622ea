using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class StepSeedTests
{
    [Fact]
    public void Every_step_of_every_training_has_a_seed_of_its_own()
    {
        long[] seeds = [.. Enumerable.Range(-10, 20).SelectMany(seed => Enumerable.Range(0, 1000).Select(step => StepSeed.Of(seed, step)))];

        Assert.Equal(seeds.Length, seeds.Distinct().Count());
        Assert.Equal(StepSeed.Of(3, 5), StepSeed.Of(3, 5));
    }

    [Fact]
    public void The_generator_of_a_processor_goes_on_where_it_was()
    {
        manual_seed(1);
        Tensor expected = rand(4);
        manual_seed(1);

        StepSeed.Apply(CPU, seed: 7, step: 3);

        Assert.True(expected.Equals(rand(4)));
    }
}
