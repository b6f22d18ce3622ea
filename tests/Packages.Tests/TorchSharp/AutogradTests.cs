using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Gradients: where they are summed up, how often, and when nothing is recorded.</summary>
public class AutogradTests
{
    // a = ramp(2, 3); w = ramp(3, 2).requires_grad_(); (a @ w).tanh().pow(2).sum().backward(); w.grad
    [Fact]
    public void Backward_gives_the_gradients_of_PyTorch()
    {
        Tensor weight = Ramp(3, 2).requires_grad_();

        Tensor loss = Ramp(2, 3).matmul(weight).tanh().pow(2).sum();
        loss.backward();

        Assert.Equal(1.1378564834594727, loss.item<float>(), 1e-6);
        AssertEqual(
            [-0.575235367f, -0.475329161f, -0.208518445f, 0.0226337612f, 0.158198476f, 0.520596623f], [3, 2], weight.grad!);
    }

    [Fact]
    public void Gradients_are_summed_up_until_they_are_cleared()
    {
        Tensor x = tensor(2f, requires_grad: true);
        Assert.Null(x.grad);

        (x * 3).backward();
        (x * 4).backward();
        AssertEqual([7], x.grad!);

        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_gradient_can_be_set()
    {
        Tensor x = ones(2, requires_grad: true);

        x.grad = tensor(new[] { 3f, 4 });

        AssertEqual([3, 4], x.grad!);
    }

    [Fact]
    public void A_tensor_of_several_elements_needs_the_gradient_that_it_is_given()
    {
        Tensor x = tensor(new[] { 1f, 2 }, requires_grad: true);

        (x * x).backward([tensor(new[] { 10f, 1 })]);

        AssertEqual([20, 4], x.grad!);
    }

    [Fact]
    public void A_graph_serves_twice_only_if_it_is_retained()
    {
        Tensor x = tensor(3f, requires_grad: true);
        Tensor square = x * x;

        square.backward(retain_graph: true);
        square.backward();

        AssertEqual([12], x.grad!);
        Assert.ThrowsAny<Exception>(() => square.backward());
    }

    [Fact]
    public void Backward_adds_only_to_the_inputs_that_are_named()
    {
        Tensor x = tensor(3f, requires_grad: true);
        Tensor y = tensor(5f, requires_grad: true);

        (x * y).backward(inputs: [x]);

        AssertEqual([5], x.grad!);
        Assert.Null(y.grad);
    }

    // g, = torch.autograd.grad((u**3).sum(), u, create_graph=True); torch.autograd.grad(g.sum(), u) for u = 1, 2, 3
    [Fact]
    public void Gradients_have_gradients_if_their_graph_is_created()
    {
        Tensor u = tensor(new[] { 1f, 2, 3 }, requires_grad: true);

        Tensor first = autograd.grad([u.pow(3).sum()], [u], retain_graph: true, create_graph: true)[0];
        Tensor second = autograd.grad([first.sum()], [u])[0];

        AssertEqual([3, 12, 27], first);
        AssertEqual([6, 12, 18], second);
        Assert.Null(u.grad);
    }

    [Fact]
    public void No_grad_records_nothing_until_its_end()
    {
        Tensor x = ones(2, requires_grad: true);

        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((x * 2).requires_grad);
            }

            Assert.False(is_grad_enabled());
        }

        Assert.True(is_grad_enabled());
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Inference_mode_makes_tensors_without_a_history()
    {
        Tensor x = ones(2, requires_grad: true);

        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x * 2).requires_grad);
        }

        Assert.False(is_inference_mode_enabled());
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Grad_mode_belongs_to_a_thread()
    {
        bool elsewhere = false;

        using (no_grad())
        {
            var thread = new Thread(() => elsewhere = is_grad_enabled());
            thread.Start();
            thread.Join();
        }

        Assert.True(elsewhere);
    }

    [Fact]
    public void Detach_cuts_the_history_and_keeps_the_memory()
    {
        Tensor x = ones(2, requires_grad: true);
        Tensor detached = (x * 2).detach();

        Assert.False(detached.requires_grad);
        Assert.True(detached.is_leaf);
        Assert.False((x * 2).is_leaf);
    }

    [Fact]
    public void Retain_grad_keeps_the_gradient_of_a_result()
    {
        Tensor x = tensor(2f, requires_grad: true);
        Tensor middle = x * 3;
        middle.retain_grad();

        middle.pow(2).backward();

        AssertEqual([12], middle.grad!);
        AssertEqual([36], x.grad!);
    }

    [Fact]
    public void A_leaf_that_is_tracked_must_not_be_changed_in_place() =>
        Assert.ThrowsAny<Exception>(() => ones(2, requires_grad: true).add_(1));

    [Fact]
    public void Indexing_and_gathering_hand_gradients_back_to_where_they_came_from()
    {
        Tensor table = zeros(3, 2, requires_grad: true);

        table.index_select(0, tensor(new[] { 2L, 2, 0 })).sum().backward();
        table[TensorIndex.Colon, 1].sum().backward();

        AssertEqual([1, 2, 0, 1, 2, 3], [3, 2], table.grad!);
    }
}
