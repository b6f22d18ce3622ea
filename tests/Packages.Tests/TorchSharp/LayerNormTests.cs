using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>Layer normalisation; expected numbers by PyTorch 1.13, with ramp of <see cref="ModuleNumbers"/>.</summary>
public class LayerNormTests
{
    // x, w, b = ramp(2, 4), ramp(4), -ramp(4); y = F.layer_norm(x, (4,), w, b, 1e-5); y.square().sum().backward()
    [Fact]
    public void Outputs_and_gradients_are_those_of_PyTorch()
    {
        using DisposeScope scope = NewDisposeScope();
        using LayerNorm norm = LayerNorm(4);
        norm.load_state_dict(new() { ["weight"] = Ramp(4), ["bias"] = -Ramp(4) });
        Tensor x = Ramp(2, 4).requires_grad_();

        Tensor y = norm.forward(x);
        y.square().sum().backward();

        AssertEqual([2, 4], [
            2.341603f, 0.9045005f, 0.1381998f, 0.04270035f, 0.2983605f, -0.1424181f, 0.5569673f, -0.2127049f], y);
        AssertEqual([2, 4], [
            -2.25102f, 2.610589f, 1.530855f, -1.890424f, -0.6182251f, 0.435882f, -0.05037573f, 0.2327188f], x.grad!, 1e-5f);
        AssertEqual([4], [
            -5.864318f, -1.158728f, -1.24416f, 0.4130582f], norm.weight.grad!, 1e-5f);
    }

    // F.layer_norm(ramp(1, 4) * 1e-3, (4,), eps=eps): with inputs so small the constant decides.
    [Theory]
    [InlineData(1e-5, new[] { -0.1763351f, -0.05877836f, 0.05877835f, 0.1763351f })]
    [InlineData(1e-12, new[] { -1.341637f, -0.4472124f, 0.4472123f, 1.341637f })]
    public void The_constant_is_added_to_the_variance(double eps, float[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        using LayerNorm norm = LayerNorm(4, eps);

        AssertEqual([1, 4], expected, norm.forward(Ramp(1, 4) * 1e-3), 1e-5f);
        Assert.Equal(eps, norm.eps);
    }

    [Fact]
    public void A_new_layer_has_scales_of_one_and_shifts_of_zero()
    {
        using LayerNorm norm = LayerNorm([2, 2]);

        AssertEqual([2, 2], [1, 1, 1, 1], norm.weight);
        AssertEqual([2, 2], [0, 0, 0, 0], norm.bias!);
        Assert.Equal(["weight", "bias"], norm.named_parameters().Select(item => item.name));
    }

    [Fact]
    public void Scales_and_shifts_can_be_left_out()
    {
        using LayerNorm plain = LayerNorm(4, elementwise_affine: false);
        using LayerNorm unshifted = LayerNorm(4, bias: false);

        Assert.Empty(plain.parameters());
        Assert.Equal(["weight"], unshifted.named_parameters().Select(item => item.name));
        Assert.Null(unshifted.bias);
    }

    [Fact]
    public void Parameters_can_be_reset()
    {
        using DisposeScope scope = NewDisposeScope();
        using LayerNorm norm = LayerNorm(2);
        norm.load_state_dict(new() { ["weight"] = Ramp(2), ["bias"] = Ramp(2) });

        norm.reset_parameters();

        Assert.Equal([1f, 1f], Values(norm.weight));
        Assert.Equal([0f, 0f], Values(norm.bias!));
    }
}
