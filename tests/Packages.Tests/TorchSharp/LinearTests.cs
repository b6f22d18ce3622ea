using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>Linear layers; expected numbers by PyTorch 1.13, with ramp of <see cref="ModuleNumbers"/>.</summary>
public class LinearTests
{
    // x, w, b = ramp(2, 3), -ramp(4, 3), ramp(4), all requiring gradients; y = F.linear(x, w, b); y.square().sum().backward()
    [Fact]
    public void Outputs_and_gradients_are_those_of_PyTorch()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear linear = Linear(nn.Parameter(-Ramp(4, 3)), RampParameter(4));
        Tensor x = Ramp(2, 3).requires_grad_();

        Tensor y = linear.forward(x);
        y.square().sum().backward();

        AssertEqual([2, 4], [
            -2.453125f, 0.03125f, -1.46875f, 1.015625f, -0.34375f, -1.65625f, 0.21875f, -1.09375f], y);
        AssertEqual([2, 3], [
            -7.992188f, -5.835938f, -3.679688f, 0.65625f, 2.8125f, 4.96875f], x.grad!, 2e-5f);
        AssertEqual([4, 3], [
            4.820312f, 2.722656f, 0.625f, -0.4765625f, -1.695312f, -2.914062f, 2.992188f, 2.054688f, 1.117188f, -2.304688f,
            -2.363281f, -2.421875f], linear.weight.grad!, 2e-5f);
        AssertEqual([4], [
            -5.59375f, -3.25f, -2.5f, -0.15625f], linear.bias!.grad!, 2e-5f);
    }

    [Fact]
    public void Weights_are_outputs_by_inputs()
    {
        using Linear linear = Linear(3, 5);

        Assert.Equal([5L, 3L], linear.weight.shape);
        Assert.Equal([5L], linear.bias!.shape);
        Assert.Equal((3L, 5L), (linear.in_features, linear.out_features));
    }

    [Fact]
    public void Without_bias_there_is_one_parameter()
    {
        using Linear linear = Linear(3, 5, hasBias: false);

        Assert.Null(linear.bias);
        Assert.Equal(["weight"], linear.named_parameters().Select(item => item.name));
    }

    // torch.manual_seed(7); torch.nn.Linear(3, 2)
    [Fact]
    public void A_new_layer_draws_the_weights_that_PyTorch_draws()
    {
        torch.random.manual_seed(7);
        using Linear linear = Linear(3, 2);

        AssertEqual([
            0.04032508f, -0.3477921f, 0.1838418f, 0.1811613f, -0.3085804f, -0.08653163f], linear.weight);
        AssertEqual([
            -0.3382279f, 0.1498066f], linear.bias!);
    }

    [Fact]
    public void A_new_layer_can_be_of_another_type()
    {
        using Linear linear = Linear(3, 2, dtype: ScalarType.Float64, device: CPU);

        Assert.Equal(ScalarType.Float64, linear.weight.dtype);
        Assert.Equal(ScalarType.Float64, linear.bias!.dtype);
    }

    [Fact]
    public void A_weight_that_is_set_replaces_the_registered_one()
    {
        using Linear linear = Linear(3, 2);
        Parameter old = linear.weight;

        linear.weight = RampParameter(2, 3);

        Assert.True(old.IsInvalid);
        Assert.Same(linear.weight, linear.get_parameter("weight"));
        Assert.Equal(Values(Ramp(2, 3)), Values(linear.weight));
    }

    [Fact]
    public void A_bias_can_be_taken_off()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear linear = Linear(3, 2);

        linear.bias = null;

        Assert.Equal(["weight"], linear.named_parameters().Select(item => item.name));
        Assert.Equal([0f, 0f], Values(linear.forward(zeros(3))));
    }
}
