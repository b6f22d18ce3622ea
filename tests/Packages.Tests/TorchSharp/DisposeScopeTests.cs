using TorchSharp;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Dispose scopes: what they own, what leaves them, and the statistics that prove a loop leaks nothing.</summary>
public class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor outside = zeros(1);
        Tensor inside;

        using (DisposeScope scope = NewDisposeScope())
        {
            inside = zeros(1);
            Tensor sum = inside + 1;

            Assert.Same(scope, CurrentDisposeScope);
            Assert.True(scope.Contains(sum));
            Assert.False(scope.Contains(outside));
        }

        Assert.True(inside.IsInvalid);
        Assert.False(outside.IsInvalid);
        Assert.Null(CurrentDisposeScope);
        outside.Dispose();
    }

    [Fact]
    public void Moving_to_the_outer_scope_hands_a_tensor_over()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor kept;
        using (NewDisposeScope())
        {
            kept = zeros(1).MoveToOuterDisposeScope();
        }

        Assert.False(kept.IsInvalid);
        Assert.True(outer.Contains(kept));
    }

    [Fact]
    public void Moving_out_of_the_outermost_scope_leaves_a_tensor_to_its_user()
    {
        Tensor kept;
        using (NewDisposeScope())
        {
            kept = zeros(1).MoveToOuterDisposeScope();
        }

        Assert.False(kept.IsInvalid);
        kept.Dispose();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_detached_tensor_belongs_to_no_scope()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor detached;
        using (NewDisposeScope())
        {
            detached = zeros(1).DetachFromDisposeScope();
        }

        Assert.False(detached.IsInvalid);
        Assert.False(outer.Contains(detached));
        detached.Dispose();
    }

    [Fact]
    public void Attach_takes_a_tensor_of_another_scope_or_of_none()
    {
        Tensor free = zeros(1);
        Tensor owned;
        using (DisposeScope outer = NewDisposeScope())
        {
            owned = zeros(1);
            using (DisposeScope inner = NewDisposeScope())
            {
                inner.Attach(free, owned);
                Assert.Equal(2, inner.DisposablesCount);
                Assert.Equal(0, outer.DisposablesCount);
            }

            Assert.True(free.IsInvalid);
            Assert.True(owned.IsInvalid);
        }
    }

    [Fact]
    public void A_tensor_moves_into_the_scope_of_another()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor model = zeros(1);
        using DisposeScope inner = NewDisposeScope();
        Tensor moved = zeros(1);

        moved.MoveToOtherDisposeScope(model);

        Assert.True(outer.Contains(moved));
        Assert.False(inner.Contains(moved));
    }

    [Fact]
    public void Disposing_everything_leaves_the_scope_open()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor first = zeros(1);

        scope.DisposeEverything();
        Tensor second = zeros(1);

        Assert.True(first.IsInvalid);
        Assert.False(second.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Disposing_everything_but_some_keeps_those()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor dropped = zeros(1);
        Tensor kept = zeros(1);

        scope.DisposeEverythingBut(kept);

        Assert.True(dropped.IsInvalid);
        Assert.False(kept.IsInvalid);
        Assert.True(scope.Contains(kept));
    }

    [Fact]
    public void A_tensor_that_is_disposed_by_hand_leaves_its_scope()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] tensors = [zeros(1), zeros(1), zeros(1)];

        tensors[0].Dispose();

        Assert.Equal(2, scope.DisposablesCount);
        Assert.False(scope.Contains(tensors[0]));
        Assert.All(tensors[1..], tensor => Assert.True(scope.Contains(tensor)));
    }

    [Fact]
    public void An_alias_is_disposed_for_itself()
    {
        Tensor original = ones(1);
        Tensor alias = original.alias();

        original.Dispose();

        Assert.Equal(1, alias.item<float>());
        alias.Dispose();
    }

    [Fact]
    public void A_wrapped_expression_leaves_only_its_result()
    {
        using DisposeScope scope = NewDisposeScope();

        Tensor result = WrappedTensorDisposeScope(() => (zeros(2) + 1).mul(3).sum());

        Assert.Equal(6, result.item<float>());
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Statistics_count_where_tensors_are_made_and_disposed()
    {
        ThreadDisposeScopeStatistics statistics = DisposeScopeManager.Statistics;
        statistics.Reset();

        Tensor outside = zeros(1);
        using (DisposeScope scope = NewDisposeScope())
        {
            Tensor detached = zeros(1).DetachFromDisposeScope();
            Tensor inside = zeros(1);
            scope.Attach(outside);
            detached.Dispose();
            inside.Dispose();
        }

        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(2, statistics.CreatedInScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(1, statistics.AttachedToScopeCount);
        Assert.Equal(1, statistics.DisposedOutsideScopeCount);
        Assert.Equal(2, statistics.DisposedInScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
        Assert.Equal(statistics.CreatedInScopeCount, statistics.TensorStatistics.CreatedInScopeCount);
    }

    [Fact]
    public void A_loop_with_a_scope_leaves_no_tensor_behind()
    {
        using Tensor weight = ones(4, 4, requires_grad: true);
        DisposeScopeManager.Statistics.Reset();

        for (int step = 0; step < 20; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            weight.matmul(weight).relu().sum().backward();
            weight.grad!.zero_();
        }

        Assert.Equal(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Scopes_belong_to_the_thread_that_opened_them()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? elsewhere = null;

        var thread = new Thread(() => elsewhere = zeros(1));
        thread.Start();
        thread.Join();

        Assert.False(scope.Contains(elsewhere!));
        elsewhere!.Dispose();
    }

    [Fact]
    public void A_disposed_scope_says_so()
    {
        DisposeScope scope = NewDisposeScope();
        scope.Dispose();

        Assert.Throws<ObjectDisposedException>(() => scope.DisposablesCount);
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        Tensor disposed = zeros(1);
        disposed.Dispose();

        Assert.Throws<InvalidOperationException>(() => disposed.Handle);
        Assert.Throws<InvalidOperationException>(() => disposed + 1);
    }
}
