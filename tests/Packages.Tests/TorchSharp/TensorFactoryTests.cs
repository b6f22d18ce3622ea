using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>What makes tensors: shapes, types, and whether memory is copied or shared.</summary>
public class TensorFactoryTests
{
    [Fact]
    public void Zeros_ones_and_full_have_the_shape_that_was_asked_for()
    {
        AssertEqual([0, 0, 0, 0, 0, 0], [2, 3], zeros(2, 3));
        AssertEqual([1, 1], [1, 1, 2, 1], ones(1, 1, 2, 1));
        AssertEqual([0.5f, 0.5f], [2], full(2, 0.5));
        Assert.Equal([4, 5, 6], empty(4, 5, 6).shape);
        Assert.Empty(zeros(Array.Empty<long>()).shape);
    }

    [Fact]
    public void The_type_is_float32_unless_another_is_named()
    {
        Assert.Equal(ScalarType.Float32, zeros(1).dtype);
        Assert.Equal(ScalarType.Int64, zeros(1, dtype: int64).dtype);
        Assert.Equal(ScalarType.BFloat16, ones(1, dtype: bfloat16).dtype);
        Assert.Equal(ScalarType.Float32, full(1, 2.0).dtype);
        Assert.Equal(ScalarType.Int64, full(1, 2).dtype);
    }

    [Fact]
    public void Arange_counts_from_start_to_before_stop()
    {
        Assert.Equal([0L, 1, 2, 3], Elements<long>(arange(4)));
        Assert.Equal([2L, 5, 8], Elements<long>(arange(2, 10, 3)));
        AssertEqual([0, 0.25f, 0.5f, 0.75f], [4], arange(0, 1, 0.25));
        Assert.Equal(ScalarType.Float32, arange(3, dtype: float32).dtype);
    }

    // torch.linspace(0, 1, 5), torch.eye(2, 3), torch.tril_indices(3, 3)
    [Fact]
    public void Linspace_eye_and_triangle_indices_are_those_of_PyTorch()
    {
        AssertEqual([0, 0.25f, 0.5f, 0.75f, 1], [5], linspace(0, 1, 5));
        AssertEqual([1, 0, 0, 0, 1, 0], [2, 3], eye(2, 3));
        AssertEqual([1, 0, 0, 1], [2, 2], eye(2));
        Tensor indices = tril_indices(3, 3);
        Assert.Equal([2L, 6], indices.shape);
        Assert.Equal([0L, 1, 1, 2, 2, 2, 0, 0, 1, 0, 1, 2], Elements<long>(indices));
    }

    [Fact]
    public void Numbers_and_arrays_keep_their_type()
    {
        Assert.Equal(ScalarType.Int32, tensor(3).dtype);
        Assert.Equal(ScalarType.Int64, tensor(3L).dtype);
        Assert.Equal(ScalarType.Float32, tensor(3f).dtype);
        Assert.Equal(ScalarType.Float64, tensor(3.0).dtype);
        Assert.Equal(ScalarType.Bool, tensor(true).dtype);
        Assert.Equal(ScalarType.Byte, tensor(new byte[] { 1 }).dtype);
        Assert.Equal(ScalarType.Float16, tensor(new[] { (Half)1 }).dtype);
        Assert.Equal(0, tensor(3).dim());
    }

    [Fact]
    public void An_array_takes_the_dimensions_and_the_type_that_are_given()
    {
        Tensor matrix = tensor(new[] { 1f, 2, 3, 4, 5, 6 }, [2L, 3], dtype: float64);

        Assert.Equal([2L, 3], matrix.shape);
        Assert.Equal([1.0, 2, 3, 4, 5, 6], Elements<double>(matrix));
    }

    [Fact]
    public void Arrays_of_several_dimensions_keep_their_shape()
    {
        Tensor matrix = tensor(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });

        Assert.Equal([2L, 3], matrix.shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], Elements<int>(matrix));
    }

    [Fact]
    public void Lists_are_copied_like_arrays()
    {
        IList<long> numbers = new List<long> { 5, 6, 7, 8 };

        Assert.Equal([5L, 6, 7, 8], Elements<long>(tensor(numbers)));
        Assert.Equal([2L, 2], tensor(numbers, 2, 2).shape);
    }

    [Fact]
    public void Dimensions_that_need_more_elements_than_there_are_are_refused() =>
        Assert.Throws<ArgumentException>(() => tensor(new[] { 1f, 2, 3 }, [2L, 2]));

    [Fact]
    public void Tensor_copies_an_array()
    {
        float[] array = [1, 2];
        Tensor copy = tensor(array);

        array[0] = 9;

        AssertEqual([1, 2], copy);
    }

    [Fact]
    public void From_array_shares_the_memory_of_an_array()
    {
        float[] array = [1, 2];
        Tensor shared = from_array(array);

        array[0] = 9;
        shared[1] = tensor(7f);

        AssertEqual([9, 7], shared);
        Assert.Equal(7, array[1]);
    }

    [Fact]
    public void As_tensor_of_another_type_is_a_copy()
    {
        int[] array = [1, 2];
        Tensor converted = as_tensor(array, dtype: float32);

        array[0] = 9;

        AssertEqual([1, 2], converted);
    }

    [Fact]
    public void Frombuffer_takes_a_part_of_an_array() =>
        Assert.Equal([3, 4], Elements<int>(frombuffer(new[] { 1, 2, 3, 4, 5 }, int32, count: 2, offset: 2)));

    [Fact]
    public void Likes_take_shape_and_type_from_their_model()
    {
        Tensor model = zeros(2, 3, dtype: float64);

        Assert.Equal([2L, 3], ones_like(model).shape);
        Assert.Equal(ScalarType.Float64, ones_like(model).dtype);
        Assert.Equal(ScalarType.Int64, zeros_like(model, dtype: int64).dtype);
        Assert.Equal([7.0, 7, 7, 7, 7, 7], Elements<double>(full_like(model, 7)));
        Assert.Equal([4L], model.new_zeros(4).shape);
        Assert.Equal(ScalarType.Float64, model.new_zeros(4).dtype);
    }

    [Fact]
    public void Requires_grad_makes_a_leaf_that_is_tracked()
    {
        Tensor leaf = zeros(2, requires_grad: true);

        Assert.True(leaf.requires_grad);
        Assert.True(leaf.is_leaf);
    }

    [Fact]
    public void Joining_needs_equal_shapes_but_for_one_dimension()
    {
        Tensor a = tensor(new[] { 1f, 2 }, [1L, 2]);
        Tensor b = tensor(new[] { 3f, 4, 5, 6 }, [2L, 2]);

        AssertEqual([1, 2, 3, 4, 5, 6], [3, 2], cat([a, b]));
        AssertEqual([1, 2, 1, 2], [1, 4], cat([a, a], dim: 1));
        AssertEqual([1, 2, 1, 2], [2, 1, 2], stack([a, a]));
        AssertEqual([1, 1, 2, 2], [1, 2, 2], stack([a, a], dim: -1));
        AssertEqual([1, 2, 3, 4, 5, 6], [3, 2], vstack(new List<Tensor> { a, b }));
    }
}
