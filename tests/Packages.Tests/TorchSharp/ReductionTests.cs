using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Sums, means and the like, and ordering, against numbers of PyTorch 1.13; a = ramp(2, 3).</summary>
public class ReductionTests
{
    // [-1, -0.625, -0.25], [0.125, 0.5, 0.875]
    private readonly Tensor _a = Ramp(2, 3);

    [Fact]
    public void Sums_and_means_go_over_all_or_some_dimensions()
    {
        AssertEqual([-0.375f], [], _a.sum());
        AssertEqual([-0.875f, -0.125f, 0.625f], [3], _a.sum(0L));
        AssertEqual([-1.875f, 1.5f], [2, 1], _a.sum(-1, keepdim: true));
        AssertEqual([-0.375f], [], _a.sum(0, 1));
        AssertEqual([-0.0625f], [], _a.mean());
        AssertEqual([-0.625f, 0.5f], [2], _a.mean([1]));
        AssertEqual([-0.00854492188f], [], _a.prod());
        Assert.Equal(ScalarType.Float64, _a.sum(float64).dtype);
    }

    // a.var(1), a.var(1, unbiased=False), a.std()
    [Fact]
    public void Variances_are_unbiased_unless_told_otherwise()
    {
        AssertEqual([0.140625f, 0.140625f], [2], _a.var(1));
        AssertEqual([0.09375f, 0.09375f], [2], _a.var(1, unbiased: false));
        AssertEqual([0.701560736f], [], _a.std());
        AssertEqual([0.09375f, 0.09375f], [2, 1], _a.var([1L], unbiased: false, keepdim: true));
    }

    // a.norm(), a.norm(p=1, dim=1), a.logsumexp(1)
    [Fact]
    public void Norms_and_logsumexp_give_the_numbers_of_PyTorch()
    {
        AssertEqual([1.57618999f], [], _a.norm());
        AssertEqual([1.875f, 1.5f], [2], _a.norm(1, p: 1));
        AssertEqual([0.51994884f, 1.64494884f], [2], _a.logsumexp(1));
        AssertEqual([10000.6934f], [1], tensor(new[,] { { 1e4f, 1e4f } }).logsumexp(1));
    }

    // a.cumsum(1), a.cumprod(0)
    [Fact]
    public void Cumulative_sums_and_products_give_the_numbers_of_PyTorch()
    {
        AssertEqual([-1, -1.625f, -1.875f, 0.125f, 0.625f, 1.5f], [2, 3], _a.cumsum(1));
        AssertEqual([-1, -0.625f, -0.25f, -0.125f, -0.3125f, -0.21875f], [2, 3], _a.cumprod(0));
        Assert.Equal([1L, 2, 3], Elements<long>(tensor(new[] { true, true, true }).cumsum(0)));
    }

    [Fact]
    public void Largest_and_smallest_come_with_their_positions()
    {
        (Tensor largest, Tensor at) = _a.max(1);

        AssertEqual([-0.25f, 0.875f], [2], largest);
        Assert.Equal([2L, 2], Elements<long>(at));
        AssertEqual([0.875f], [], _a.max());
        AssertEqual([-1], [], _a.min());
        AssertEqual([-1, -0.625f, -0.25f], [3], _a.min(0).values);
        AssertEqual([-0.25f, 0.875f], [2], _a.amax(1));
        AssertEqual([-1, 0.125f], [2], _a.amin(1));
        Assert.Equal(5, _a.argmax().item<long>());
        Assert.Equal([0L, 0], Elements<long>(_a.argmin(1)));
    }

    // c.sort(1, descending=True), c.topk(2), c.kthvalue(2, 1) for c = [[3, 1, 2], [2, 3, 1]]
    [Fact]
    public void Ordering_gives_values_and_positions()
    {
        Tensor c = tensor(new[,] { { 3f, 1, 2 }, { 2, 3, 1 } });

        (Tensor sorted, Tensor order) = c.sort(1, descending: true);
        (Tensor best, Tensor bestAt) = c.topk(2);
        (Tensor second, Tensor secondAt) = c.kthvalue(2, 1);

        AssertEqual([3, 2, 1, 3, 2, 1], [2, 3], sorted);
        Assert.Equal([0L, 2, 1, 1, 0, 2], Elements<long>(order));
        AssertEqual([3, 2, 3, 2], [2, 2], best);
        Assert.Equal([0L, 2, 1, 0], Elements<long>(bestAt));
        AssertEqual([2, 2], [2], second);
        Assert.Equal([2L, 0], Elements<long>(secondAt));
        Assert.Equal([1L, 2, 0, 2, 0, 1], Elements<long>(argsort(c)));
    }

    [Fact]
    public void A_stable_sort_keeps_the_order_of_equals() =>
        Assert.Equal([1L, 3, 0, 2], Elements<long>(tensor(new[] { 1f, 0, 1, 0 }).sort(stable: true).Indices));

    // torch.unique(torch.tensor([3, 1, 3, 2]), return_inverse=True, return_counts=True)
    [Fact]
    public void Unique_gives_values_places_and_counts()
    {
        (Tensor values, Tensor? places, Tensor? counts) = tensor(new[] { 3L, 1, 3, 2 }).unique(return_inverse: true, return_counts: true);

        Assert.Equal([1L, 2, 3], Elements<long>(values));
        Assert.Equal([2L, 0, 2, 1], Elements<long>(places!));
        Assert.Equal([1L, 1, 2], Elements<long>(counts!));
    }

    [Fact]
    public void Counting_and_quantors_look_at_truth()
    {
        Tensor t = tensor(new[,] { { true, false }, { true, true } });

        Assert.False(t.all().item<bool>());
        Assert.Equal([false, true], Elements<bool>(t.all(1)));
        Assert.True(t.any().item<bool>());
        Assert.Equal(3, t.count_nonzero().item<long>());
        Assert.Equal([0L, 0, 1, 0, 1, 1], Elements<long>(t.nonzero()));
        Assert.Equal([0L, 2, 0, 1], Elements<long>(tensor(new[] { 1L, 1, 3 }).bincount(null)));
    }

    // torch.quantile(torch.tensor([1., 2, 3, 4]), torch.tensor(0.5)), t.cummax(0), t.median(), t.mode() for t = [3, 1, 3, 2]
    [Fact]
    public void Order_statistics_are_those_of_PyTorch()
    {
        Tensor t = tensor(new[] { 3f, 1, 3, 2 });

        AssertEqual([2.5f], tensor(new[] { 1f, 2, 3, 4 }).quantile(tensor(0.5f)));
        AssertEqual([3, 3, 3, 3], t.cummax(0).values);
        AssertEqual([3, 1, 1, 1], t.cummin(0).values);
        AssertEqual([2], [], t.median());
        AssertEqual([3], [], t.mode().values);
    }

    // torch.searchsorted(torch.tensor([1, 3, 5]), torch.tensor([3, 4]), right=...), torch.isin(...)
    [Fact]
    public void Elements_are_looked_up_among_others()
    {
        Tensor sorted = tensor(new[] { 1L, 3, 5 });
        Tensor wanted = tensor(new[] { 3L, 4 });

        Assert.Equal([1L, 2], Elements<long>(searchsorted(sorted, wanted)));
        Assert.Equal([2L, 2], Elements<long>(searchsorted(sorted, wanted, right: true)));
        Assert.Equal([false, true, true], Elements<bool>(isin(sorted, tensor(new[] { 5L, 3 }))));
    }
}
