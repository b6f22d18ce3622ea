using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Categorical distributions; the numbers are logarithms worked by hand.</summary>
public class CategoricalTests
{
    [Fact]
    public void Weights_are_normalised_and_logits_are_their_logarithms()
    {
        using DisposeScope scope = NewDisposeScope();
        using Categorical byWeights = distributions.Categorical(tensor(new[] { 1f, 2f, 1f }));
        using Categorical byLogits = distributions.Categorical(logits: tensor(new[] { 1f, 1f + MathF.Log(2), 1f }));

        AssertEqual([0.25f, 0.5f, 0.25f], byWeights.probs);
        AssertEqual([0.25f, 0.5f, 0.25f], byLogits.probs);
        AssertEqual([MathF.Log(0.25f), MathF.Log(0.5f), MathF.Log(0.25f)], byWeights.logits);
        AssertEqual(Values(byWeights.logits), byLogits.logits);
        Assert.Equal([3L], byWeights.param_shape);
    }

    [Fact]
    public void Log_probability_and_entropy_are_of_each_row()
    {
        using DisposeScope scope = NewDisposeScope();
        using Categorical rows = distributions.Categorical(tensor(new[,] { { 1f, 1f }, { 1f, 3f } }));

        AssertEqual([2], [MathF.Log(0.5f), MathF.Log(0.75f)], rows.log_prob(tensor(new[] { 0L, 1L })));
        AssertEqual([2], [MathF.Log(2), -0.25f * MathF.Log(0.25f) - 0.75f * MathF.Log(0.75f)], rows.entropy());
        Assert.Equal([2L], rows.batch_shape.Shape);
    }

    [Fact]
    public void Samples_come_first_in_the_shape_and_occur_as_often_as_they_are_likely()
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(17);
        using Categorical rows = new(tensor(new[,] { { 0f, 1f, 0f }, { 1f, 0f, 3f } }), generator: generator);

        Tensor drawn = rows.sample(10_000);

        Assert.Equal([10_000L, 2L], drawn.shape);
        Assert.All(drawn.select(1, 0).data<long>().ToArray(), category => Assert.Equal(1, category));
        Assert.InRange(drawn.select(1, 1).to(ScalarType.Float32).mean().item<float>(), 1.45f, 1.55f);
    }

    [Fact]
    public void The_same_generator_gives_the_same_samples()
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator first = new(17);
        using Generator second = new(17);
        Tensor weights = ones(50);

        Assert.Equal(
            Values(new Categorical(weights, generator: first).sample(20)), Values(new Categorical(weights, generator: second).sample(20)));
    }
}
