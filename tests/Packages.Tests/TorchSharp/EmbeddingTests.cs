using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>Embeddings; expected numbers by PyTorch 1.13, with ramp of <see cref="ModuleNumbers"/>.</summary>
public class EmbeddingTests
{
    // w = ramp(5, 3); y = F.embedding(torch.tensor([[0, 3], [3, 2]]), w, padding_idx=2); y.square().sum().backward()
    [Fact]
    public void Vectors_and_gradients_are_those_of_PyTorch()
    {
        using DisposeScope scope = NewDisposeScope();
        using Embedding embedding = Embedding(5, 3, padding_idx: 2);
        embedding.load_state_dict(new() { ["weight"] = Ramp(5, 3) });

        Tensor y = embedding.forward(tensor(new long[,] { { 0, 3 }, { 3, 2 } }));
        y.square().sum().backward();

        AssertEqual([2, 2, 3], [
            -1f, -0.625f, -0.25f, 0.25f, 0.625f, 1f, 0.25f, 0.625f, 1f, -0.875f, -0.5f, -0.125f], y);
        AssertEqual([5, 3], [
            -2f, -1.25f, -0.5f, 0f, 0f, 0f, 0f, 0f, 0f, 1f, 2.5f, 4f, 0f, 0f, 0f], embedding.weight!.grad!);
    }

    // torch.manual_seed(7); torch.nn.Embedding(4, 2, padding_idx=1)
    [Fact]
    public void A_new_embedding_draws_the_weights_that_PyTorch_draws_and_pads_with_zeros()
    {
        torch.random.manual_seed(7);
        using Embedding embedding = Embedding(4, 2, padding_idx: 1);

        AssertEqual([4, 2], [
            -0.1467951f, 0.7861413f, 0f, 0f, 1.69079f, -0.8948279f, -0.355625f, 1.232386f], embedding.weight!);
    }

    [Fact]
    public void Each_access_gives_another_object_for_the_same_weights()
    {
        using DisposeScope scope = NewDisposeScope();
        using Embedding embedding = Embedding(4, 2);
        Parameter weight = embedding.weight!;

        Assert.NotSame(weight, embedding.weight);
        using (no_grad())
        {
            weight.fill_(3);
        }

        weight.Dispose();
        Assert.Equal([3f, 3f], Values(embedding.forward(tensor(1L))));
        Assert.Equal(["weight"], embedding.named_parameters().Select(item => item.name));
    }

    // What makes a tied output layer safe: the weights are used, and registered once.
    [Fact]
    public void Weights_that_are_used_again_gather_both_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using Embedding embedding = Embedding(2, 2);
        embedding.load_state_dict(new() { ["weight"] = tensor(new[,] { { 1f, 2f }, { 3f, 4f } }) });

        Tensor hidden = embedding.forward(tensor(new[] { 0L }));
        functional.linear(hidden, embedding.weight!).sum().backward();

        // Of sum_j h . w_j with h = w_0: h + (w_0 + w_1) for row 0, h for row 1.
        AssertEqual([2, 2], [5, 8, 1, 2], embedding.weight!.grad!);
    }

    [Fact]
    public void An_id_out_of_range_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using Embedding embedding = Embedding(2, 2);

        Assert.ThrowsAny<Exception>(() => embedding.forward(tensor(new[] { 2L })));
    }

    [Fact]
    public void Conversion_replaces_the_weights()
    {
        using DisposeScope scope = NewDisposeScope();
        using Embedding embedding = Embedding(2, 2).to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, embedding.weight!.dtype);
        Assert.Equal(ScalarType.Float64, embedding.state_dict()["weight"].dtype);
        Assert.Equal(ScalarType.Float64, embedding.forward(tensor(1L)).dtype);
    }
}
