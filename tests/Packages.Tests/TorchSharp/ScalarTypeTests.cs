using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Types of elements: numbers that are stored in files, promotion, conversion, limits.</summary>
public class ScalarTypeTests
{
    // The values stand in checkpoints.
    [Theory]
    [InlineData(ScalarType.Byte, 0, 1)]
    [InlineData(ScalarType.Int8, 1, 1)]
    [InlineData(ScalarType.Int16, 2, 2)]
    [InlineData(ScalarType.Int32, 3, 4)]
    [InlineData(ScalarType.Int64, 4, 8)]
    [InlineData(ScalarType.Float16, 5, 2)]
    [InlineData(ScalarType.Float32, 6, 4)]
    [InlineData(ScalarType.Float64, 7, 8)]
    [InlineData(ScalarType.Bool, 11, 1)]
    [InlineData(ScalarType.BFloat16, 15, 2)]
    public void Types_have_the_numbers_and_sizes_of_PyTorch(ScalarType type, int number, long size)
    {
        Tensor element = zeros(1, dtype: type);

        Assert.Equal(number, (int)type);
        Assert.Equal(type, element.dtype);
        Assert.Equal(size, element.ElementSize);
    }

    // (torch.zeros(1, dtype=left) + torch.zeros(1, dtype=right)).dtype
    [Theory]
    [InlineData(ScalarType.Int32, ScalarType.Int64, ScalarType.Int64)]
    [InlineData(ScalarType.Int64, ScalarType.Float32, ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16, ScalarType.Float16, ScalarType.Float32)]
    [InlineData(ScalarType.Float32, ScalarType.Float64, ScalarType.Float64)]
    [InlineData(ScalarType.Bool, ScalarType.Byte, ScalarType.Byte)]
    [InlineData(ScalarType.Byte, ScalarType.Int8, ScalarType.Int16)]
    public void Two_tensors_are_promoted_to_the_type_that_holds_both(ScalarType left, ScalarType right, ScalarType expected)
    {
        Assert.Equal(expected, (zeros(1, dtype: left) + zeros(1, dtype: right)).dtype);
        Assert.Equal(expected, promote_types(left, right));
    }

    [Fact]
    public void A_number_changes_the_kind_of_a_tensor_but_not_its_width()
    {
        Assert.Equal(ScalarType.Float32, (tensor(new[] { 1L, 2 }) + 1.5).dtype);
        Assert.Equal(ScalarType.Int64, (tensor(new[] { 1L, 2 }) * 2).dtype);
        Assert.Equal(ScalarType.BFloat16, (ones(2, dtype: bfloat16) * 1.5).dtype);
        Assert.Equal(ScalarType.Float32, (ones(2) * 2L).dtype);
        Assert.Equal(ScalarType.Float32, (tensor(new[] { 1L, 2 }) / 2).dtype);
    }

    [Fact]
    public void A_tensor_without_dimensions_promotes_like_a_number() =>
        Assert.Equal(ScalarType.Float32, (ones(2) + tensor(1.0)).dtype);

    [Fact]
    public void Comparisons_give_truth_values_and_sums_of_them_counts()
    {
        Tensor positive = tensor(new[] { -1f, 0, 2, 3 }) > 0;

        Assert.Equal(ScalarType.Bool, positive.dtype);
        Assert.Equal(ScalarType.Int64, positive.sum().dtype);
        Assert.Equal(2, positive.sum().item<long>());
    }

    // torch.tensor([0.1, 1/3, 3.14159]).bfloat16().float()
    [Fact]
    public void Bfloat16_keeps_eight_bits_rounded_to_nearest() =>
        AssertEqual([0.10009765625f, 0.333984375f, 3.140625f], tensor(new[] { 0.1f, 1f / 3, 3.14159f }).bfloat16().@float(), 0);

    // torch.tensor([0.1, 1/3]).half().float()
    [Fact]
    public void Float16_keeps_eleven_bits_rounded_to_nearest() =>
        AssertEqual([0.0999755859375f, 0.333251953125f], tensor(new[] { 0.1f, 1f / 3 }).half().@float(), 0);

    [Fact]
    public void Conversion_to_whole_numbers_cuts_the_fraction_off() =>
        Assert.Equal([-1L, 0, 2], Elements<long>(tensor(new[] { -1.9f, 0.9f, 2.1f }).to(int64)));

    [Fact]
    public void To_the_same_type_shares_memory_unless_a_copy_is_asked_for()
    {
        Tensor original = zeros(2);
        Tensor same = original.to(float32);
        Tensor copy = original.to(float32, copy: true);

        original.fill_(1);

        AssertEqual([1, 1], same);
        AssertEqual([0, 0], copy);
    }

    [Fact]
    public void DisposeAfter_disposes_what_was_converted()
    {
        Tensor original = zeros(2);

        using Tensor converted = original.to(float64, disposeAfter: true);

        Assert.True(original.IsInvalid);
    }

    [Fact]
    public void Kinds_of_types_are_told_apart()
    {
        Assert.True(is_floating_point(bfloat16));
        Assert.False(is_floating_point(int64));
        Assert.True(zeros(1, dtype: int32).is_integral());
        Assert.True(can_cast(int32, float32));
        Assert.False(can_cast(float32, int32));
    }

    // torch.finfo(...)
    [Fact]
    public void Limits_are_those_of_PyTorch()
    {
        Assert.Equal(1.1920928955078125e-07, finfo(float32).eps);
        Assert.Equal(-3.4028234663852886e+38, finfo().min);
        Assert.Equal(65504, finfo(float16).max);
        Assert.Throws<ArgumentException>(() => finfo(int32));
    }
}
