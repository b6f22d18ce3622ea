using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Packages.Tests.TorchSharp;

/// <summary>Schedules of learning rates, from a rate of 1. Expected rates, before the first step and after each, by PyTorch 1.13.</summary>
public class LambdaLRTests
{
    // In Python with the same arguments, such as LambdaLR(o, lambda e: 1 / (e + 1)) for o = torch.optim.SGD([p], lr=1.).
    [Theory]
    [InlineData("LambdaLR", new[] { 1.0, 0.5, 1 / 3.0, 0.25, 0.2, 1 / 6.0, 1 / 7.0, 0.125, 1 / 9.0 })]
    [InlineData("MultiplicativeLR", new[] { 1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625 })]
    [InlineData("StepLR", new[] { 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25 })]
    [InlineData("MultiStepLR", new[] { 1.0, 1.0, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.01 })]
    [InlineData("ExponentialLR", new[] { 1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625 })]
    [InlineData("ConstantLR", new[] { 0.5, 0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0 })]
    [InlineData("LinearLR", new[] { 0.25, 0.4375, 0.625, 0.8125, 1.0, 1.0, 1.0, 1.0, 1.0 })]
    [InlineData("PolynomialLR", new[] { 1.0, 0.5625, 0.25, 0.0625, 0.0, 0.0, 0.0, 0.0, 0.0 })]
    [InlineData("CosineAnnealingLR", new[] { 1.0, 0.8681980515, 0.55, 0.2318019485, 0.1, 0.2318019485, 0.55, 0.8681980515, 1.0 })]
    [InlineData("SequentialLR", new[] { 0.1, 0.1, 1.0, 1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125 })]
    public void Rates_are_those_of_PyTorch(string name, double[] expected)
    {
        using Parameter parameter = RampParameter(1);
        using SGD optimizer = optim.SGD([parameter], 1);

        LRScheduler schedule = name switch
        {
            "LambdaLR" => LambdaLR(optimizer, epoch => 1.0 / (epoch + 1)),
            "MultiplicativeLR" => MultiplicativeLR(optimizer, _ => 0.5),
            "StepLR" => StepLR(optimizer, 3, 0.5),
            "MultiStepLR" => MultiStepLR(optimizer, [2, 5], 0.1),
            "ExponentialLR" => ExponentialLR(optimizer, 0.5),
            "ConstantLR" => ConstantLR(optimizer, 0.5, 3),
            "LinearLR" => LinearLR(optimizer, 0.25, 1, 4),
            "PolynomialLR" => PolynomialLR(optimizer, 4, 2),
            "CosineAnnealingLR" => CosineAnnealingLR(optimizer, 4, 0.1),
            "SequentialLR" => SequentialLR(optimizer, [ConstantLR(optimizer, 0.1, 2), ExponentialLR(optimizer, 0.5)], [3]),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
        List<double> rates = [Rate(optimizer)];
        while (rates.Count < expected.Length)
        {
            optimizer.step();
            schedule.step();
            rates.Add(Rate(optimizer));
        }

        Assert.All(expected.Zip(rates), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.Equal([Rate(optimizer)], schedule.get_last_lr());
    }

    [Fact]
    public void The_factor_is_of_each_groups_own_initial_rate()
    {
        using Parameter first = RampParameter(1);
        using Parameter second = RampParameter(1);
        using AdamW optimizer = new([new AdamW.ParamGroup([first], lr: 1), new AdamW.ParamGroup([second], lr: 0.1)]);
        LRScheduler schedule = LambdaLR(optimizer, epoch => epoch * 0.5);
        Assert.Equal([0.0, 0.0], optimizer.ParamGroups.Select(group => group.LearningRate));

        schedule.step();

        Assert.Equal([0.5, 0.05], optimizer.ParamGroups.Select(group => group.LearningRate));
    }

    [Fact]
    public void A_schedule_goes_to_a_given_epoch()
    {
        using Parameter parameter = RampParameter(1);
        using SGD optimizer = optim.SGD([parameter], 1);
        LRScheduler schedule = LambdaLR(optimizer, epoch => epoch);

        schedule.step(7);
        Assert.Equal(7, Rate(optimizer));

        schedule.step();
        Assert.Equal(8, Rate(optimizer));
    }

    [Fact]
    public void An_optimizer_updates_by_the_rate_in_force()
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter parameter = nn.Parameter(zeros(1));
        using SGD optimizer = optim.SGD([parameter], 1);
        LRScheduler schedule = LambdaLR(optimizer, epoch => epoch == 0 ? 1 : 0.25);
        parameter.grad = ones(1);

        optimizer.step();
        schedule.step();
        optimizer.step();

        AssertEqual([-1.25f], parameter);
    }

    private static double Rate(optim.Optimizer optimizer) => optimizer.ParamGroups.Single().LearningRate;
}
