using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Random numbers: seeds repeat them, states continue them, distributions have the moments that they promise.</summary>
[Collection(TorchStateCollection.Name)]
public class GeneratorTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        manual_seed(42);
        Tensor first = randn(8);
        manual_seed(42);
        Tensor second = randn(8);
        Tensor third = randn(8);

        Assert.True(first.Equals(second));
        Assert.False(second.Equals(third));
        Assert.Equal(42, initial_seed());
    }

    [Fact]
    public void A_state_continues_where_it_was_taken()
    {
        manual_seed(1);
        _ = rand(5);
        Tensor state = get_rng_state();
        Tensor expected = rand(5);

        set_rng_state(state);

        Assert.True(expected.Equals(rand(5)));
        Assert.Equal(ScalarType.Byte, state.dtype);
    }

    [Fact]
    public void A_generator_of_its_own_is_not_disturbed_by_others()
    {
        using var mine = new Generator(7);
        Tensor expected = rand(4, generator: mine);

        mine.manual_seed(7);
        _ = rand(100);

        Assert.True(expected.Equals(rand(4, generator: mine)));
        Assert.Equal(7, mine.initial_seed());
    }

    [Fact]
    public void A_generators_state_can_be_saved_and_restored()
    {
        using var generator = new Generator(3);
        Tensor state = generator.get_state();
        Tensor expected = randperm(20, generator: generator);

        generator.set_state(state);

        Assert.Equal(Elements<long>(expected), Elements<long>(randperm(20, generator: generator)));
    }

    [Fact]
    public void Whole_numbers_keep_to_their_bounds()
    {
        long[] drawn = Elements<long>(randint(3, 7, [1000]));

        Assert.All(drawn, number => Assert.InRange(number, 3, 6));
        Assert.Equal(4, drawn.Distinct().Count());
    }

    [Fact]
    public void A_permutation_holds_every_number_once() =>
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), Elements<long>(randperm(50)).Order());

    [Fact]
    public void Distributions_have_the_moments_that_they_promise()
    {
        using var generator = new Generator(11);

        Tensor normal = zeros(20000).normal_(3, 2, generator);
        Tensor uniform = zeros(20000).uniform_(-1, 3, generator);
        Tensor chance = zeros(20000).bernoulli_(0.25, generator);

        Assert.InRange(normal.mean().item<float>(), 2.9f, 3.1f);
        Assert.InRange(normal.std().item<float>(), 1.9f, 2.1f);
        Assert.InRange(uniform.mean().item<float>(), 0.9f, 1.1f);
        Assert.InRange(uniform.min().item<float>(), -1, -0.99f);
        Assert.InRange(uniform.max().item<float>(), 2.99f, 3);
        Assert.InRange(chance.mean().item<float>(), 0.23f, 0.27f);
    }

    [Fact]
    public void Multinomial_draws_by_weight_and_never_what_has_none()
    {
        using var generator = new Generator(5);
        Tensor weights = tensor(new[] { 0f, 1, 3 });

        long[] drawn = Elements<long>(weights.multinomial(4000, replacement: true, generator));

        Assert.DoesNotContain(0, drawn);
        Assert.InRange(drawn.Count(number => number == 2) / 4000.0, 0.7, 0.8);
        Assert.Equal([1L, 2], Elements<long>(multinomial(weights, 2, generator: generator)).Order());
    }

    [Fact]
    public void Threads_can_be_set()
    {
        int before = get_num_threads();
        try
        {
            set_num_threads(2);
            Assert.Equal(2, get_num_threads());
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void The_default_type_can_be_set_to_a_floating_one_only()
    {
        try
        {
            set_default_dtype(float64);
            Assert.Equal(ScalarType.Float64, zeros(1).dtype);
        }
        finally
        {
            set_default_dtype(float32);
        }

        Assert.Throws<ArgumentException>(() => set_default_dtype(int64));
    }
}
