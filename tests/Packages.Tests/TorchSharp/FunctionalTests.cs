using TorchSharp;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>Functions without state; expected numbers by PyTorch 1.13, with ramp of <see cref="ModuleNumbers"/>.</summary>
public class FunctionalTests
{
    [Fact]
    public void One_hot_marks_each_class()
    {
        using DisposeScope scope = NewDisposeScope();

        Tensor marked = functional.one_hot(tensor(new[] { 2L, 0L }), 4);

        Assert.Equal(ScalarType.Int64, marked.dtype);
        AssertEqual([2, 4], [0, 0, 1, 0, 1, 0, 0, 0], marked);
        Assert.Equal([2L, 3L], functional.one_hot(tensor(new[] { 2L, 0L })).shape);
        Assert.Throws<ArgumentException>(() => functional.one_hot(tensor(new[] { 2, 0 })));
    }

    // F.pad(ramp(1, 2), (1, 2), value=9); F.pad(ramp(1, 2), (0, 1, 1, 0))
    [Fact]
    public void Padding_begins_with_the_last_dimension()
    {
        using DisposeScope scope = NewDisposeScope();

        AssertEqual([1, 5], [9f, -1f, -0.625f, 9f, 9f], functional.pad(Ramp(1, 2), (1, 2), value: 9));
        AssertEqual([2, 3], [0f, 0f, 0f, -1f, -0.625f, 0f], functional.pad(Ramp(1, 2), (0, 1, 1, 0)));
        AssertEqual([2, 3], [0f, 0f, 0f, -1f, -0.625f, 0f], functional.pad(Ramp(1, 2), [0, 1, 1, 0]));
        Assert.Equal([5L, 6L], functional.pad(Ramp(1, 2), 2).shape);
    }

    // F.pad(ramp(1, 1, 3), (1, 1), mode='reflect'); (2, 0), 'replicate'; (1, 0), 'circular'
    [Fact]
    public void Padding_repeats_what_is_there_in_other_modes()
    {
        using DisposeScope scope = NewDisposeScope();

        AssertEqual([-0.625f, -1f, -0.625f, -0.25f, -0.625f], functional.pad(Ramp(1, 1, 3), (1, 1), PaddingModes.Reflect));
        AssertEqual([-1f, -1f, -1f, -0.625f, -0.25f], functional.pad(Ramp(1, 1, 3), (2, 0), PaddingModes.Replicate));
        AssertEqual([-0.25f, -1f, -0.625f, -0.25f], functional.pad(Ramp(1, 1, 3), (1, 0), PaddingModes.Circular));
    }

    // F.normalize(ramp(2, 3), dim=-1); F.normalize(ramp(2, 3), p=1., dim=0)
    [Fact]
    public void Normalised_vectors_have_norm_one()
    {
        using DisposeScope scope = NewDisposeScope();

        AssertEqual(
            [2, 3], [-0.8295614f, -0.5184758f, -0.2073903f, 0.1230915f, 0.492366f, 0.8616404f], functional.normalize(Ramp(2, 3), dim: -1));
        AssertEqual(
            [2, 3],
            [-0.8888889f, -0.5555556f, -0.2222222f, 0.1111111f, 0.4444444f, 0.7777778f],
            functional.normalize(Ramp(2, 3), p: 1, dim: 0));
        AssertEqual([1, 2], [0, 0], functional.normalize(zeros(1, 2)));
    }

    // F.cosine_similarity(ramp(2, 3), ramp(2, 3).flip(1), dim=1); F.group_norm(ramp(1, 4, 2), 2)
    [Fact]
    public void Similarity_and_group_norm_are_those_of_PyTorch()
    {
        using DisposeScope scope = NewDisposeScope();

        AssertEqual([2], [0.6129032f, 0.4545454f], functional.cosine_similarity(Ramp(2, 3), Ramp(2, 3).flip(1)));
        AssertEqual(
            [1, 4, 2],
            [-1.341603f, -0.4472009f, 0.4472009f, 1.341603f, 0.7016395f, 1.227869f, -1.227869f, -0.7016395f],
            functional.group_norm(Ramp(1, 4, 2), 2),
            1e-5f);
    }
}
