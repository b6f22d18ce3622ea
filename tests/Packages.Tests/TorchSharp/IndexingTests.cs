using System.Runtime.InteropServices;
using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Subscripts, and operators that choose elements or put others in their place.</summary>
public class IndexingTests
{
    // 0 1 2 3 / 4 5 6 7 / 8 9 10 11
    private readonly Tensor _grid = arange(12).reshape(3, 4);

    [Fact]
    public void Numbers_choose_along_the_first_dimensions()
    {
        Assert.Equal(6, _grid[1, 2].item<long>());
        Assert.Equal([8L, 9, 10, 11], Elements<long>(_grid[-1]));
        Assert.Equal([4L], _grid[0].shape);
    }

    [Fact]
    public void Ranges_slice_as_in_CSharp()
    {
        Assert.Equal([4L, 5, 6, 7, 8, 9, 10, 11], Elements<long>(_grid[1..]));
        Assert.Equal([1L, 2, 5, 6, 9, 10], Elements<long>(_grid[.., 1..^1]));
        Assert.Equal([3L, 7, 11], Elements<long>(_grid[.., ^1]));
        Assert.Equal([8L, 9, 10, 11], Elements<long>(_grid[^1..]));
    }

    [Fact]
    public void Slices_take_start_stop_and_step()
    {
        Assert.Equal([0L, 2, 8, 10], Elements<long>(_grid[TensorIndex.Slice(step: 2), TensorIndex.Slice(0, 4, 2)]));
        Assert.Equal([2L, 6, 10], Elements<long>(_grid[TensorIndex.Colon, 2]));
        Assert.Equal([8L, 9, 10, 11], Elements<long>(_grid[TensorIndex.Slice(-1)][0]));
    }

    [Fact]
    public void None_adds_a_dimension_and_the_ellipsis_stands_for_the_rest()
    {
        Assert.Equal([3L, 1, 4], _grid[TensorIndex.Colon, TensorIndex.None].shape);
        Assert.Equal([1L, 5, 9], Elements<long>(_grid[TensorIndex.Ellipsis, 1]));
    }

    [Fact]
    public void Tensors_of_positions_choose_one_element_each()
    {
        Assert.Equal([8L, 9, 10, 11, 0, 1, 2, 3], Elements<long>(_grid[tensor(new[] { 2L, 0 })]));
        Assert.Equal([9L, 3], Elements<long>(_grid[tensor(new[] { 2L, 0 }), tensor(new[] { 1L, 3 })]));
        Assert.Equal([2L, 1, 6, 5, 10, 9], Elements<long>(_grid[TensorIndex.Colon, TensorIndex.Tensor(tensor(new[] { 2L, 1 }))]));
    }

    [Fact]
    public void A_tensor_of_truth_values_chooses_where_it_is_true()
    {
        Assert.Equal([10L, 11], Elements<long>(_grid[_grid > 9]));
        Assert.Equal([10L, 11], Elements<long>(_grid.masked_select(_grid > 9)));
    }

    [Fact]
    public void A_position_that_does_not_exist_is_an_error() =>
        Assert.Contains("index 3", Assert.Throws<ExternalException>(() => _grid[3]).Message, StringComparison.Ordinal);

    [Fact]
    public void Assignments_change_the_tensor_itself()
    {
        _grid[0, 0] = tensor(100L);
        _grid[2] = tensor(7L);
        _grid[TensorIndex.Colon, 3] = tensor(new[] { -1L, -2, -3 });

        Assert.Equal([100L, 1, 2, -1, 4, 5, 6, -2, 7, 7, 7, -3], Elements<long>(_grid));
    }

    [Fact]
    public void Assignments_to_chosen_positions_change_only_those()
    {
        _grid[_grid > 8] = tensor(0L);
        _grid.index_put_(5, TensorIndex.Single(0), TensorIndex.Tensor(tensor(new[] { 1L, 2 })));

        Assert.Equal([0L, 5, 5, 3, 4, 5, 6, 7, 8, 0, 0, 0], Elements<long>(_grid));
    }

    [Fact]
    public void Positions_that_repeat_are_added_up_if_asked()
    {
        Tensor sums = zeros(3);

        sums.index_put_(tensor(new[] { 1f, 2, 4 }), [tensor(new[] { 0L, 2, 0 })], accumulate: true);

        AssertEqual([5, 0, 2], sums);
    }

    [Fact]
    public void Views_of_a_part_share_memory()
    {
        _grid.select(1, 0).fill_(-1);
        _grid.narrow(0, 2, 1).fill_(-2);
        _grid.slice(1, 2, 4, 1).mul_(10);

        Assert.Equal([-1L, 1, 20, 30, -1, 5, 60, 70, -2, -2, -20, -20], Elements<long>(_grid));
    }

    [Fact]
    public void Index_select_orders_rows_anew()
    {
        Assert.Equal([8L, 9, 10, 11, 8, 9, 10, 11, 0, 1, 2, 3], Elements<long>(_grid.index_select(0, tensor(new[] { 2L, 2, 0 }))));
        Assert.Equal([3L, 7, 11], Elements<long>(index_select(_grid, 1, tensor(new[] { 3L }))));
    }

    [Fact]
    public void Gather_reads_one_element_for_each_position() =>
        Assert.Equal([3L, 4, 10], Elements<long>(_grid.gather(1, tensor(new[] { 3L, 0, 2 }, [3L, 1]))));

    [Fact]
    public void Scatter_writes_one_element_for_each_position()
    {
        Tensor target = zeros(2, 3);

        target.scatter_(1, tensor(new[] { 2L, 0 }, [2L, 1]), tensor(new[] { 5f, 6 }, [2L, 1]));

        AssertEqual([0, 0, 5, 6, 0, 0], target);
        AssertEqual([0, 0, 10, 12, 0, 0], target.scatter_add(1, tensor(new[] { 2L, 0 }, [2L, 1]), tensor(new[] { 5f, 6 }, [2L, 1])));
    }

    [Fact]
    public void Rows_are_added_and_copied_by_position()
    {
        Tensor target = zeros(3, 2);

        target.index_add_(0, tensor(new[] { 2L, 2 }), ones(2, 2), 0.5);
        target.index_copy_(0, tensor(new[] { 0L }), full(1, 2, 7f));
        target.index_fill_(1, tensor(new[] { 1L }), -1);

        AssertEqual([7, -1, 0, -1, 1, -1], target);
        Assert.Throws<ArgumentException>(() => target.index_add_(0, tensor(new[] { 0 }), ones(1, 2), 1));
    }

    [Fact]
    public void Masks_fill_and_choose_between_two_tensors()
    {
        Tensor scores = tensor(new[] { 1f, 2, 3 });
        Tensor hidden = tensor(new[] { false, true, false });

        AssertEqual([1, float.NegativeInfinity, 3], scores.masked_fill(hidden, float.NegativeInfinity));
        AssertEqual([1, -5, 3], where(hidden, tensor(new[] { -4f, -5, -6 }), scores));
        AssertEqual([1, 9, 3], scores.clone().masked_scatter_(hidden, tensor(new[] { 9f, 8 })));
        Assert.Equal([0L, 2], Elements<long>(where(~hidden)[0]));
    }

    [Fact]
    public void Take_along_dim_reads_a_position_for_each_row()
    {
        Tensor best = _grid.argmax(1, keepdim: true);

        Assert.Equal([3L, 7, 11], Elements<long>(_grid.take_along_dim(best, 1)));
    }
}
