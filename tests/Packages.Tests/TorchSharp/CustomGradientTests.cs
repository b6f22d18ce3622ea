using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Packages.Tests.TorchSharp;

/// <summary>Functions that compute their gradient themselves.</summary>
public class CustomGradientTests
{
    [Fact]
    public void Forward_and_backward_are_the_users_own()
    {
        Tensor x = tensor(new[] { 1f, -2, 3 }, requires_grad: true);

        Tensor y = ReversedScale.apply(x, 2.0);
        y.sum().backward();

        AssertEqual([2, -4, 6], y);
        AssertEqual([-2, -2, -2], x.grad!);
    }

    // x * y has the gradients y and x.
    [Fact]
    public void What_was_saved_comes_back_in_backward()
    {
        Tensor x = tensor(new[] { 1f, 2 }, requires_grad: true);
        Tensor y = tensor(new[] { 5f, 7 }, requires_grad: true);

        (Product.apply(x, y) * tensor(new[] { 1f, 10 })).sum().backward();

        AssertEqual([5, 70], x.grad!);
        AssertEqual([1, 20], y.grad!);
    }

    [Fact]
    public void Several_results_get_one_gradient_each_and_zeros_where_none_came()
    {
        Tensor x = tensor(new[] { 3f }, requires_grad: true);

        List<Tensor> results = SumAndDifference.apply(x, tensor(new[] { 1f }));
        AssertEqual([4], results[0]);
        AssertEqual([2], results[1]);
        results[1].backward();

        AssertEqual([1], x.grad!);
    }

    [Fact]
    public void Without_a_tracked_input_nothing_is_recorded()
    {
        Assert.False(ReversedScale.apply(ones(2), 2.0).requires_grad);
        using (no_grad())
        {
            Assert.False(ReversedScale.apply(ones(2, requires_grad: true), 2.0).requires_grad);
        }
    }

    private sealed class ReversedScale : SingleTensorFunction<ReversedScale>
    {
        public override string Name => nameof(ReversedScale);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("factor", vars[1]);
            return ((Tensor)vars[0]) * (double)vars[1];
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
            [grad_output * -(double)ctx.get_data("factor"), null!];
    }

    private sealed class Product : SingleTensorFunction<Product>
    {
        public override string Name => nameof(Product);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0], (Tensor)vars[1]]);
            return ((Tensor)vars[0]) * (Tensor)vars[1];
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            List<Tensor> saved = ctx.get_saved_variables();
            return [grad_output * saved[1], grad_output * saved[0]];
        }
    }

    private sealed class SumAndDifference : MultiTensorFunction<SumAndDifference>
    {
        public override string Name => nameof(SumAndDifference);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars) =>
            [(Tensor)vars[0] + (Tensor)vars[1], (Tensor)vars[0] - (Tensor)vars[1]];

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
        {
            Assert.Equal(0, grad_outputs[0].item<float>());
            return [grad_outputs[0] + grad_outputs[1], grad_outputs[0] - grad_outputs[1]];
        }
    }
}
