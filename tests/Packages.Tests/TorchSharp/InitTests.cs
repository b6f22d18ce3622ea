using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>Initial values; expected numbers by PyTorch 1.13 after torch.manual_seed(5), into torch.empty(2, 3).</summary>
public class InitTests
{
    // torch.nn.init.xavier_uniform_(t)
    [Fact]
    public void Xavier_uniform_depends_on_both_fans()
    {
        using DisposeScope scope = NewDisposeScope();
        torch.random.manual_seed(5);

        AssertEqual([0.7235456f, -0.81915f, 0.8927214f, 0.7009251f, 0.9204006f, -0.8398883f], init.xavier_uniform_(empty(2, 3)));
    }

    // torch.nn.init.kaiming_normal_(t, nonlinearity='relu')
    [Fact]
    public void Kaiming_normal_depends_on_the_inputs_and_the_nonlinearity()
    {
        using DisposeScope scope = NewDisposeScope();
        torch.random.manual_seed(5);

        AssertEqual(
            [-0.3974548f, -0.4930183f, -0.4556837f, 0.5450313f, -0.1611888f, 1.586276f],
            init.kaiming_normal_(empty(2, 3), nonlinearity: init.NonlinearityType.ReLU));
    }

    // torch.nn.init.normal_(t, 1, .5)
    [Fact]
    public void Normal_takes_mean_and_deviation()
    {
        using DisposeScope scope = NewDisposeScope();
        torch.random.manual_seed(5);

        AssertEqual([0.7566096f, 0.6980892f, 0.7209519f, 1.333762f, 0.9012924f, 1.971392f], init.normal_(empty(2, 3), 1, 0.5));
    }

    [Fact]
    public void Constants_are_filled_in_and_the_tensor_is_returned()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = empty(2, 2);

        Assert.Same(t, init.ones_(t));
        Assert.Equal([1f, 1f, 1f, 1f], Values(t));
        Assert.Equal([0f, 0f, 0f, 0f], Values(init.zeros_(t)));
        Assert.Equal([2.5f, 2.5f, 2.5f, 2.5f], Values(init.constant_(t, 2.5)));
        Assert.Equal([1f, 0f, 0f, 1f], Values(init.eye_(t)));
    }

    [Fact]
    public void A_parameter_can_be_filled()
    {
        using Parameter parameter = RampParameter(3);

        init.uniform_(parameter, 2, 3);

        Assert.True(parameter.is_leaf);
        Assert.All(Values(parameter), value => Assert.InRange(value, 2, 3));
    }

    [Theory]
    [InlineData(init.NonlinearityType.Linear, 1)]
    [InlineData(init.NonlinearityType.Sigmoid, 1)]
    [InlineData(init.NonlinearityType.Tanh, 5.0 / 3)]
    [InlineData(init.NonlinearityType.ReLU, 1.4142135623730951)]
    [InlineData(init.NonlinearityType.LeakyReLU, 1.4142135623730951)]
    public void The_gain_belongs_to_the_nonlinearity(init.NonlinearityType nonlinearity, double gain) =>
        Assert.Equal(gain, init.calculate_gain(nonlinearity), 1e-12);

    [Fact]
    public void Fans_count_inputs_and_outputs()
    {
        using DisposeScope scope = NewDisposeScope();

        Assert.Equal((3L, 2L), init.CalculateFanInAndFanOut(empty(2, 3)));
        Assert.Equal((12L, 8L), init.CalculateFanInAndFanOut(empty(2, 3, 4)));
        Assert.Throws<ArgumentException>(() => init.CalculateFanInAndFanOut(empty(3)));
    }
}
