using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Sizes as values, and names of dimensions.</summary>
public class SizeTests
{
    [Fact]
    public void A_size_is_made_of_numbers_tuples_and_arrays()
    {
        Size pair = (2L, 3L);
        Size array = new[] { 4L, 5, 6 };

        Assert.Equal([2L, 3], pair.Shape);
        Assert.Equal([4L, 5, 6], array);
        Assert.Equal([7L], new Size(7).Shape);
        Assert.Equal(6, pair.numel());
        Assert.Equal(3, array.Length);
        Assert.Equal(5, array[1]);
    }

    [Fact]
    public void Sizes_are_joined_and_cut()
    {
        Size whole = new Size((2L, 3L)) + new Size(4L);

        Assert.Equal([2L, 3, 4], whole.Shape);
        Assert.Equal([3L, 4], whole.Slice(1, 3).Shape);
        Assert.Equal([2L, 3], whole.Slice(0, -1).Shape);
        Assert.True(whole.Slice(2, 1).IsEmpty);
    }

    [Fact]
    public void A_size_gives_a_tensor_its_shape()
    {
        Assert.Equal([3L, 2], randint(0, 2, new Size((3L, 2L))).shape);
        Assert.Equal([4L, 2], zeros(1, 2).expand(new Size((4L, 2L))).shape);
    }

    [Fact]
    public void Dimensions_may_have_names()
    {
        Assert.Equal(["batch", "length"], zeros(2, 3, names: ["batch", "length"]).names);
        Assert.All(zeros(2, 3).names, Assert.Null);
    }
}
