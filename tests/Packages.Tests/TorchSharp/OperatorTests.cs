using System.Reflection;
using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Arithmetic against numbers of PyTorch 1.13 on the same inputs; Ramp is described in ModuleNumbers.</summary>
public class OperatorTests
{
    // getattr(torch, name)(ramp(5)); ramp(5) is -1, -0.625, -0.25, 0.125, 0.5
    [Theory]
    [InlineData("abs", new[] { 1f, 0.625f, 0.25f, 0.125f, 0.5f })]
    [InlineData("neg", new[] { 1f, 0.625f, 0.25f, -0.125f, -0.5f })]
    [InlineData("sign", new[] { -1f, -1f, -1f, 1f, 1f })]
    [InlineData("ceil", new[] { -1f, -0f, -0f, 1f, 1f })]
    [InlineData("floor", new[] { -1f, -1f, -1f, 0f, 0f })]
    [InlineData("square", new[] { 1f, 0.390625f, 0.0625f, 0.015625f, 0.25f })]
    [InlineData("exp", new[] { 0.36787945f, 0.535261452f, 0.778800786f, 1.13314843f, 1.64872122f })]
    [InlineData("log1p", new[] { float.NegativeInfinity, -0.980829239f, -0.287682086f, 0.117783032f, 0.405465096f })]
    [InlineData("sin", new[] { -0.841470957f, -0.585097253f, -0.247403964f, 0.12467473f, 0.47942555f })]
    [InlineData("cos", new[] { 0.540302336f, 0.810963094f, 0.968912423f, 0.992197692f, 0.87758255f })]
    [InlineData("tanh", new[] { -0.761594176f, -0.554599702f, -0.244918659f, 0.124352999f, 0.462117165f })]
    [InlineData("sigmoid", new[] { 0.268941432f, 0.348645121f, 0.437823504f, 0.531209409f, 0.622459352f })]
    [InlineData("erf", new[] { -0.842700779f, -0.623240888f, -0.276326388f, 0.140316203f, 0.520499885f })]
    [InlineData("relu", new[] { 0f, 0f, 0f, 0.125f, 0.5f })]
    [InlineData("silu", new[] { -0.268941432f, -0.217903197f, -0.109455876f, 0.0664011762f, 0.311229676f })]
    [InlineData("gelu", new[] { -0.158655286f, -0.166240901f, -0.100323431f, 0.0687172785f, 0.345731199f })]
    public void Functions_of_one_element_give_the_numbers_of_PyTorch(string name, float[] expected) =>
        AssertEqual(expected, [5], Call(name, Ramp(5)));

    // getattr(torch, name)(ramp(5).abs() + 0.5)
    [Theory]
    [InlineData("sqrt", new[] { 1.22474492f, 1.06066012f, 0.866025388f, 0.790569425f, 1f })]
    [InlineData("rsqrt", new[] { 0.816496551f, 0.942809105f, 1.15470052f, 1.26491106f, 1f })]
    [InlineData("reciprocal", new[] { 0.666666687f, 0.888888896f, 1.33333337f, 1.60000002f, 1f })]
    [InlineData("log", new[] { 0.405465096f, 0.117783032f, -0.287682086f, -0.470003635f, 0f })]
    public void Functions_of_a_positive_element_give_the_numbers_of_PyTorch(string name, float[] expected) =>
        AssertEqual(expected, [5], Call(name, Ramp(5).abs() + 0.5));

    [Theory]
    [InlineData("abs_")]
    [InlineData("exp_")]
    [InlineData("relu_")]
    [InlineData("sigmoid_")]
    public void Functions_in_place_change_the_tensor_itself(string name)
    {
        Tensor changed = Ramp(5);

        Call(name, changed);

        AssertEqual(Elements<float>(Call(name.TrimEnd('_'), Ramp(5))), [5], changed);
    }

    [Fact]
    public void Arithmetic_goes_element_by_element()
    {
        Tensor a = tensor(new[] { 1f, 2, 3 });
        Tensor b = tensor(new[] { 4f, 8, 16 });

        AssertEqual([5, 10, 19], a + b);
        AssertEqual([-3, -6, -13], a - b);
        AssertEqual([4, 16, 48], a * b);
        AssertEqual([4, 4, 5.333333f], b / a);
        AssertEqual([0, 0, 1], b % a);
        AssertEqual([-1, -2, -3], -a);
        AssertEqual([4, 64, 4096], b.pow(a));
    }

    [Fact]
    public void A_number_stands_on_either_side()
    {
        Tensor a = tensor(new[] { 1f, 2, 4 });

        AssertEqual([2, 3, 5], a + 1);
        AssertEqual([2, 3, 5], 1f + a);
        AssertEqual([0.5f, 1.5f, 3.5f], a - 0.5);
        AssertEqual([9, 8, 6], 10L - a);
        AssertEqual([2, 4, 8], 2.0 * a);
        AssertEqual([0.5f, 1, 2], a / 2);
        AssertEqual([4, 2, 1], 4 / a);
        AssertEqual([1, 4, 16], a.pow(2));
    }

    [Fact]
    public void Smaller_shapes_are_spread_over_larger_ones()
    {
        Tensor column = tensor(new[] { 10f, 20 }, [2L, 1]);
        Tensor row = tensor(new[] { 1f, 2, 3 });

        AssertEqual([11, 12, 13, 21, 22, 23], [2, 3], column + row);
    }

    [Fact]
    public void Alpha_scales_what_is_added()
    {
        Tensor sum = tensor(new[] { 1f, 2 });

        AssertEqual([6, 12], sum.add(tensor(new[] { 10f, 20 }), 0.5));
        sum.add_(tensor(new[] { 10f, 20 }), 0.5);
        AssertEqual([6, 12], sum);
    }

    [Fact]
    public void Operators_in_place_return_the_tensor_that_they_change()
    {
        Tensor a = tensor(new[] { 1f, 2 });

        Tensor result = a.mul_(2).add_(1).sub_(tensor(new[] { 1f, 0 })).div_(2).pow_(2);

        AssertEqual([1, 6.25f], a);
        AssertEqual([1, 6.25f], result);
    }

    // torch.lerp(x, y, 0.25), torch.addcmul(x, y, y, value=.5), torch.addcdiv(x, y, y + 1, value=.5) for x = ramp(5), y = x.abs() + .5
    [Fact]
    public void Fused_arithmetic_gives_the_numbers_of_PyTorch()
    {
        Tensor x = Ramp(5);
        Tensor y = x.abs() + 0.5;

        AssertEqual([-0.375f, -0.1875f, 0, 0.25f, 0.625f], x.lerp(y, full(5, 0.25f)));
        AssertEqual([0.125f, 0.0078125f, 0.03125f, 0.3203125f, 1], x.addcmul(y, y, 0.5));
        AssertEqual([-0.699999988f, -0.360294104f, -0.0357142836f, 0.317307711f, 0.75f], x.addcdiv(y, y + 1, 0.5));
    }

    // torch.remainder(t, 3), torch.fmod(t, 3), torch.div(t, 3, rounding_mode=...) for t = [-5, 5, 7.5]
    [Fact]
    public void Remainders_and_rounded_quotients_follow_Python()
    {
        Tensor t = tensor(new[] { -5f, 5, 7.5f });

        AssertEqual([1, 2, 1.5f], t.remainder(3));
        AssertEqual([-2, 2, 1.5f], t.fmod(3));
        AssertEqual([-1, 1, 2], t.div(3, RoundingMode.trunc));
        AssertEqual([-2, 1, 2], t.div(3, RoundingMode.floor));
    }

    [Fact]
    public void Round_takes_halves_to_the_even_neighbour_and_decimals()
    {
        AssertEqual([0, 2, 2, -2], tensor(new[] { 0.5f, 1.5f, 2.5f, -1.5f }).round());
        AssertEqual([1.23f], tensor(new[] { 1.2345f }).round(2));
    }

    [Fact]
    public void Clamp_bounds_below_and_above()
    {
        Tensor t = tensor(new[] { -2f, 0, 2 });

        AssertEqual([-1, 0, 1], t.clamp(-1, 1));
        AssertEqual([-1, 0, 2], t.clamp_min(-1));
        AssertEqual([-2, 0, 1], t.clamp_max(1));
        AssertEqual([0, 0, 2], maximum(t, zeros(3)));
        AssertEqual([-2, 0, 0], minimum(t, zeros(3)));
    }

    // a @ b, torch.addmm(ramp(2, 2), a, b, beta=.5, alpha=2), torch.addmv(ramp(2), a, ramp(3), beta=.5, alpha=2)
    // for a = ramp(2, 3), b = ramp(3, 2)
    [Fact]
    public void Products_of_matrices_give_the_numbers_of_PyTorch()
    {
        Tensor a = Ramp(2, 3);
        Tensor b = Ramp(3, 2);

        AssertEqual([1.03125f, 0.328125f, 0.1875f, 0.75f], [2, 2], a.matmul(b));
        AssertEqual([1.03125f, 0.328125f, 0.1875f, 0.75f], [2, 2], mm(a, b));
        AssertEqual([1.5625f, 0.34375f, 0.25f, 1.5625f], [2, 2], Ramp(2, 2).addmm(a, b, 0.5f, 2));
        AssertEqual([2.40625f, -1.625f], [2], Ramp(2).addmv(a, Ramp(3), 0.5f, 2));
        AssertEqual([1.453125f, -0.65625f], [2], a.mv(Ramp(3)));
        AssertEqual([1.453125f], [], Ramp(3).dot(Ramp(3)));
    }

    // torch.einsum('bqd,bkd->bqk', q, k)
    // for q = ramp(2, 2, 3), k = ramp(2, 4, 3)
    [Fact]
    public void Batched_products_give_the_numbers_of_PyTorch()
    {
        Tensor q = Ramp(2, 2, 3);
        Tensor k = Ramp(2, 4, 3);
        float[] expected =
        [
            1.453125f, -0.65625f, 1.21875f, -0.890625f, -0.65625f, 1.03125f, -0.46875f, 1.21875f,
            0.84375f, -0.578125f, 0.65625f, -0.765625f, -0.421875f, -0.4375f, -0.1875f, -0.203125f,
        ];

        AssertEqual(expected, [2, 2, 4], einsum("bqd,bkd->bqk", q, k));
        AssertEqual(expected, [2, 2, 4], q.bmm(k.mT));
        AssertEqual(expected, [2, 2, 4], matmul(q, k.transpose(-1, -2)));
    }

    // ramp(2, 3).softmax(-1), ramp(2, 3).log_softmax(0)
    [Fact]
    public void Softmax_gives_the_numbers_of_PyTorch()
    {
        AssertEqual(
            [0.218723074f, 0.318240196f, 0.463036746f, 0.218723074f, 0.318240196f, 0.463036746f], [2, 3], Ramp(2, 3).softmax(-1));
        AssertEqual(
            [-1.4061501f, -1.4061501f, -1.4061501f, -0.281150103f, -0.281150103f, -0.281150103f], [2, 3], Ramp(2, 3).log_softmax(0));
        Assert.Equal(ScalarType.Float64, softmax(Ramp(2, 3), 1, float64).dtype);
    }

    [Fact]
    public void Truth_values_are_combined_element_by_element()
    {
        Tensor a = tensor(new[] { true, true, false });
        Tensor b = tensor(new[] { true, false, false });

        Assert.Equal([true, false, false], Elements<bool>(a & b));
        Assert.Equal([true, true, false], Elements<bool>(a | b));
        Assert.Equal([false, true, false], Elements<bool>(a ^ b));
        Assert.Equal([false, false, true], Elements<bool>(~a));
        Assert.Equal([false, false, true], Elements<bool>(a.logical_not()));
        Assert.Equal([true, false, false], Elements<bool>(a.logical_and(b)));
    }

    [Fact]
    public void Comparisons_go_element_by_element()
    {
        Tensor a = tensor(new[] { 1f, 2, 3 });

        Assert.Equal([false, true, false], Elements<bool>(a == tensor(new[] { 0f, 2, 4 })));
        Assert.Equal([true, false, true], Elements<bool>(a != 2));
        Assert.Equal([true, false, false], Elements<bool>(a < 2));
        Assert.Equal([true, true, false], Elements<bool>(a <= tensor(2f)));
        Assert.Equal([false, false, true], Elements<bool>(a.gt(2)));
        Assert.Equal([false, true, true], Elements<bool>(a >= 2));
        Assert.Equal([false, true, false], Elements<bool>(a.equal(tensor(new[] { 0f, 2, 4 }))));
    }

    [Fact]
    public void Allclose_takes_absolute_and_relative_tolerance()
    {
        Assert.True(tensor(new[] { 1f, 100 }).allclose(tensor(new[] { 1.000001f, 100.0005f })));
        Assert.False(tensor(new[] { 1f }).allclose(tensor(new[] { 1.1f })));
        Assert.True(allclose(tensor(new[] { 1f }), tensor(new[] { 1.1f }), atol: 0.2));
        Assert.False(tensor(new[] { float.NaN }).allclose(tensor(new[] { float.NaN })));
        Assert.True(tensor(new[] { float.NaN }).allclose(tensor(new[] { float.NaN }), equal_nan: true));
    }

    [Fact]
    public void What_is_not_finite_is_found()
    {
        Tensor t = tensor(new[] { 1f, float.NaN, float.PositiveInfinity });

        Assert.Equal([false, true, false], Elements<bool>(t.isnan()));
        Assert.Equal([false, false, true], Elements<bool>(t.isinf()));
        Assert.Equal([true, false, false], Elements<bool>(t.isfinite()));
        AssertEqual([1, 0, 9], t.nan_to_num(posinf: 9));
    }

    private static Tensor Call(string name, Tensor tensor)
    {
        MethodInfo method = typeof(Tensor).GetMethod(name, Type.EmptyTypes) ?? throw new MissingMethodException(nameof(Tensor), name);
        return (Tensor)method.Invoke(tensor, null)!;
    }
}
