using System.Runtime.InteropServices;
using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>The same elements in other shapes; which of the results share memory.</summary>
public class ShapeTests
{
    private readonly Tensor _numbers = arange(6).reshape(2, 3);

    [Fact]
    public void Properties_describe_the_layout()
    {
        Assert.Equal([2L, 3], _numbers.shape);
        Assert.Equal([3L, 1], _numbers.stride());
        Assert.Equal((2L, 6L, 3L), (_numbers.ndim, _numbers.numel(), _numbers.size(-1)));
        Assert.True(_numbers.is_contiguous());
        Assert.False(_numbers.T.is_contiguous());
    }

    [Fact]
    public void A_dimension_that_does_not_exist_is_an_error_of_libtorch() =>
        Assert.Throws<ExternalException>(() => _numbers.size(2));

    [Fact]
    public void Views_share_memory_and_minus_one_stands_for_the_rest()
    {
        Tensor view = _numbers.view(-1, 2);

        view[0, 0] = tensor(9L);

        Assert.Equal([3L, 2], view.shape);
        Assert.Equal(9, _numbers[0, 0].item<long>());
    }

    [Fact]
    public void A_view_that_memory_does_not_allow_is_refused_where_reshape_copies()
    {
        Assert.Throws<ExternalException>(() => _numbers.T.view(6));
        Assert.Equal([0L, 3, 1, 4, 2, 5], Elements<long>(_numbers.T.reshape(6)));
    }

    [Fact]
    public void Dimensions_are_exchanged()
    {
        Assert.Equal([0L, 3, 1, 4, 2, 5], Elements<long>(_numbers.transpose(0, 1)));
        Assert.Equal([0L, 3, 1, 4, 2, 5], Elements<long>(_numbers.t()));
        Assert.Equal([4L, 2, 3], zeros(2, 3, 4).permute(2, 0, 1).shape);
        Assert.Equal([3L, 4, 2], zeros(2, 3, 4).movedim([0], [2]).shape);
    }

    [Fact]
    public void Dimensions_of_size_one_come_and_go()
    {
        Assert.Equal([2L, 1, 3], _numbers.unsqueeze(1).shape);
        Assert.Equal([2L, 3], zeros(1, 2, 1, 3).squeeze().shape);
        Assert.Equal([2L, 1, 3], zeros(1, 2, 1, 3).squeeze(0).shape);
        Assert.Equal([6L], _numbers.flatten().shape);
        Assert.Equal([2L, 12], zeros(2, 3, 4).flatten(1).shape);
        Assert.Equal([2L, 2, 2], zeros(2, 4).unflatten(1, 2, 2).shape);
    }

    [Fact]
    public void Expanding_repeats_without_memory_and_repeating_with_it()
    {
        Tensor row = tensor(new[] { 1L, 2 });

        Tensor expanded = row.expand(3, -1);

        Assert.Equal([1L, 2, 1, 2, 1, 2], Elements<long>(expanded));
        Assert.Equal([0L, 1], expanded.stride());
        Assert.Equal([1L, 2, 1, 2, 1, 2, 1, 2], Elements<long>(row.repeat(2, 2)));
        Assert.Equal([1L, 1, 2, 2], Elements<long>(row.repeat_interleave(2)));
        Assert.Equal([1L, 2, 2, 2], Elements<long>(row.repeat_interleave(tensor(new[] { 1L, 3 }))));
        Assert.Equal([2L, 3, 2], row.broadcast_to(2, 3, 2).shape);
    }

    // torch.arange(6).view(2, 3).roll((1, 1), (0, 1)), torch.arange(6).roll(2)
    [Fact]
    public void Rolling_and_flipping_move_elements_around()
    {
        Assert.Equal([5L, 3, 4, 2, 0, 1], Elements<long>(_numbers.roll((1, 1), (0, 1))));
        Assert.Equal([4L, 5, 0, 1, 2, 3], Elements<long>(arange(6).roll(2)));
        Assert.Equal([2L, 1, 0, 5, 4, 3], Elements<long>(_numbers.flip(1)));
    }

    [Fact]
    public void Triangles_are_cut_out()
    {
        Tensor ones33 = ones(3, 3);

        AssertEqual([1, 0, 0, 1, 1, 0, 1, 1, 1], ones33.tril());
        AssertEqual([0, 1, 1, 0, 0, 1, 0, 0, 0], ones33.triu(1));
        AssertEqual([1, 1], [2], tril(ones33, -1).diagonal(-1));
    }

    [Fact]
    public void Parts_are_views_of_the_whole()
    {
        Tensor[] halves = arange(5).chunk(2);
        Tensor[] sized = arange(5).split([1L, 4]);

        Assert.Equal([0L, 1, 2], Elements<long>(halves[0]));
        Assert.Equal([3L, 4], Elements<long>(halves[1]));
        Assert.Equal([1L, 2, 3, 4], Elements<long>(sized[1]));
        Assert.Equal(3, arange(5).split(2).Length);
        Assert.Equal([3L, 4, 5], Elements<long>(_numbers.unbind()[1]));
    }

    // torch.arange(6).unfold(0, 3, 2), torch.meshgrid(torch.arange(2), torch.arange(3), indexing='ij')
    [Fact]
    public void Windows_and_grids_are_those_of_PyTorch()
    {
        Assert.Equal([0L, 1, 2, 2, 3, 4], Elements<long>(arange(6).unfold(0, 3, 2)));
        Tensor[] grid = meshgrid([arange(2), arange(3)]);
        Assert.Equal([0L, 0, 0, 1, 1, 1], Elements<long>(grid[0]));
        Assert.Equal([0L, 1, 2, 0, 1, 2], Elements<long>(grid[1]));
    }

    [Fact]
    public void Contiguous_lays_elements_out_anew()
    {
        Tensor laidOut = _numbers.T.contiguous();

        Assert.True(laidOut.is_contiguous());
        Assert.Equal([2L, 1], laidOut.stride());
    }
}
