using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>Losses; expected numbers by PyTorch 1.13, with ramp of <see cref="ModuleNumbers"/>.</summary>
public class LossTests
{
    private static readonly long[] Targets = [1, 3, 0];
    private static readonly long[] TargetsWithIgnored = [1, -100, 0];
    private static readonly float[] ClassWeights = [1, 2, 0.5f, 1];

    // F.cross_entropy(ramp(3, 4), torch.tensor([1, 3, 0]), reduction=...)
    [Fact]
    public void Cross_entropy_is_reduced_as_told()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Ramp(3, 4);
        Tensor targets = tensor(Targets);

        AssertEqual([], [1.939508f], functional.cross_entropy(logits, targets));
        AssertEqual([3], [1.659994f, 2.123536f, 2.034994f], functional.cross_entropy(logits, targets, reduction: Reduction.None));
        AssertEqual([], [5.818524f], functional.cross_entropy(logits, targets, reduction: Reduction.Sum));
    }

    // F.cross_entropy(ramp(3, 4), torch.tensor([1, -100, 0])); F.cross_entropy(ramp(3, 4), torch.tensor([1, 3, 0]), ignore_index=0)
    [Fact]
    public void Ignored_targets_are_not_part_of_the_mean()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Ramp(3, 4);

        AssertEqual([1.847494f], functional.cross_entropy(logits, tensor(TargetsWithIgnored)));
        AssertEqual([1.891765f], functional.cross_entropy(logits, tensor(Targets), ignore_index: 0));
    }

    // F.cross_entropy(x, t, label_smoothing=.1); F.cross_entropy(x, t, weight=w) with w = [1, 2, .5, 1];
    // F.cross_entropy(x, torch.tensor([1, -100, 0]), weight=w, label_smoothing=.1, reduction='sum')
    [Fact]
    public void Labels_are_smoothed_and_classes_weighted()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Ramp(3, 4);
        Tensor weights = tensor(ClassWeights);

        AssertEqual([1.897841f], functional.cross_entropy(logits, tensor(Targets), label_smoothing: 0.1));
        AssertEqual([1.86963f], functional.cross_entropy(logits, tensor(Targets), weights));
        AssertEqual(
            [5.164858f],
            functional.cross_entropy(logits, tensor(TargetsWithIgnored), weights, reduction: Reduction.Sum, label_smoothing: 0.1));
    }

    // F.cross_entropy(ramp(3, 4), F.softmax(-ramp(3, 4), -1))
    [Fact]
    public void Targets_may_be_probabilities()
    {
        using DisposeScope scope = NewDisposeScope();

        AssertEqual([1.78385f], functional.cross_entropy(Ramp(3, 4), functional.softmax(-Ramp(3, 4), -1)));
    }

    // p = F.log_softmax(ramp(3, 4), -1); F.nll_loss(p, t); F.nll_loss(p, t, weight=w)
    [Fact]
    public void Negative_log_likelihood_takes_log_probabilities()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logProbabilities = functional.log_softmax(Ramp(3, 4), -1);

        AssertEqual([1.939508f], functional.nll_loss(logProbabilities, tensor(Targets)));
        AssertEqual([1.86963f], functional.nll_loss(logProbabilities, tensor(Targets), tensor(ClassWeights)));
    }

    // q = F.log_softmax(-ramp(3, 4), -1); F.kl_div(p, q, log_target=True); F.kl_div(p, q.exp(), reduction='sum')
    [Fact]
    public void Divergence_takes_log_targets_unless_told_otherwise()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor p = functional.log_softmax(Ramp(3, 4), -1);
        Tensor q = functional.log_softmax(-Ramp(3, 4), -1);

        AssertEqual([0.1305041f], functional.kl_div(p, q));
        AssertEqual([1.56605f], functional.kl_div(p, q.exp(), log_target: false, reduction: Reduction.Sum));
        AssertEqual([1.56605f], KLDivLoss(log_target: false, Reduction.Sum).call(p, q.exp()));
    }

    // y = torch.tensor([0., 1., 1., 0.]); F.binary_cross_entropy_with_logits(ramp(4), y), and with pos_weight=torch.tensor([3.]);
    // F.binary_cross_entropy(ramp(4).sigmoid(), y)
    [Fact]
    public void Binary_cross_entropy_takes_probabilities_or_logits()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor targets = tensor(new[] { 0f, 1f, 1f, 0f });

        AssertEqual([0.7376251f], functional.binary_cross_entropy_with_logits(Ramp(4), targets));
        AssertEqual(
            [1.677445f], functional.binary_cross_entropy_with_logits(Ramp(4), targets, pos_weights: tensor(new[] { 3f })));
        AssertEqual([0.7376251f], BCEWithLogitsLoss().call(Ramp(4), targets));
        AssertEqual([0.7376252f], functional.binary_cross_entropy(Ramp(4).sigmoid(), targets));
    }

    // F.mse_loss(ramp(4), -ramp(4)); F.l1_loss(...); F.smooth_l1_loss(...)
    [Fact]
    public void Distances_are_those_of_PyTorch()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Ramp(4);

        AssertEqual([1.46875f], functional.mse_loss(x, -x));
        AssertEqual([1.46875f], MSELoss().call(x, -x));
        AssertEqual([1f], functional.l1_loss(x, -x));
        AssertEqual([0.6015625f], functional.smooth_l1_loss(x, -x));
    }

    [Fact]
    public void A_loss_module_keeps_its_settings()
    {
        using DisposeScope scope = NewDisposeScope();
        using CrossEntropyLoss loss = new(ignore_index: 0, reduction: Reduction.Sum, label_smoothing: 0.1);
        Tensor logits = Ramp(3, 4);

        Tensor expected = functional.cross_entropy(logits, tensor(Targets), null, 0, Reduction.Sum, 0.1);

        Assert.Equal(Values(expected), Values(loss.call(logits, tensor(Targets))));
        AssertEqual([1.939508f], CrossEntropyLoss().call(logits, tensor(Targets)));
        AssertEqual([1.939508f], NLLLoss().call(functional.log_softmax(logits, -1), tensor(Targets)));
    }
}
