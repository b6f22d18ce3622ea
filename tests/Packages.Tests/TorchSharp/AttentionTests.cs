using TorchSharp;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>
/// Attention of q = ramp(1, 1, 3, 4), k = q.flip(-1), v = ramp(1, 1, 3, 2); expected numbers by PyTorch 1.13:
/// F.softmax(q @ k.transpose(-1, -2) / 2 + mask, -1) @ v.
/// </summary>
public class AttentionTests
{
    [Fact]
    public void Values_are_averaged_by_scaled_scores()
    {
        using DisposeScope scope = NewDisposeScope();

        AssertEqual([1, 1, 3, 2], [
            -0.3847275f, -0.009727463f, -0.25f, 0.125f, -0.1152725f, 0.2597275f], Attend());
    }

    // mask = torch.triu(torch.full((3, 3), -inf), 1)
    [Fact]
    public void A_causal_query_sees_keys_up_to_its_own_position()
    {
        using DisposeScope scope = NewDisposeScope();

        AssertEqual([
            -1f, -0.625f, -0.858757f, -0.483757f, -0.1152725f, 0.2597275f], Attend(isCausal: true));
    }

    // mask = torch.tensor([[0, -inf, 0], [0, 0, -inf], [0, 0, 0]])
    [Fact]
    public void A_boolean_mask_is_true_where_a_key_is_seen()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mask = tensor(new[,] { { true, false, true }, { true, true, false }, { true, true, true } });

        AssertEqual([
            -0.5238606f, -0.1488606f, -0.858757f, -0.483757f, -0.1152725f, 0.2597275f], Attend(mask));
    }

    // mask = ramp(3, 3)
    [Fact]
    public void Any_other_mask_is_added_to_the_scores()
    {
        using DisposeScope scope = NewDisposeScope();

        AssertEqual([
            -0.2527779f, 0.1222221f, -0.007496178f, 0.3675038f, 0.009015381f, 0.3840154f], Attend(Ramp(3, 3)));
    }

    [Fact]
    public void A_mask_and_causality_exclude_each_other()
    {
        using DisposeScope scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => Attend(Ramp(3, 3), isCausal: true));
    }

    private static Tensor Attend(Tensor? mask = null, bool isCausal = false) => functional.scaled_dot_product_attention(
        Ramp(1, 1, 3, 4), Ramp(1, 1, 3, 4).flip(-1), Ramp(1, 1, 3, 2), mask, is_casual: isCausal);
}
