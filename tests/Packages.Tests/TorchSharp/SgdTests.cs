using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>
/// SGD. Expected numbers by PyTorch 1.13: p = ramp(3); for i in range(3): p.grad = ramp(3).flip(0) * (i + 1); optimizer.step()
/// with ramp of <see cref="ModuleNumbers"/>.
/// </summary>
public class SgdTests
{
    // torch.optim.SGD([p], lr=.1); momentum=.9, weight_decay=.1; momentum=.9, nesterov=True; momentum=.9, dampening=.5, maximize=True
    [Theory]
    [InlineData(0, 0, 0, false, false, new[] { -0.85f, -0.25f, 0.35f })]
    [InlineData(0.9, 0, 0.1, false, false, new[] { -0.7080765f, 0.0005193944f, 0.7091153f })]
    [InlineData(0.9, 0, 0, true, false, new[] { -0.636025f, 0.2849375f, 1.2059f })]
    [InlineData(0.9, 0.5, 0, false, true, new[] { -1.15275f, -1.006875f, -0.861f })]
    public void Steps_are_those_of_PyTorch(double momentum, double dampening, double decay, bool nesterov, bool maximize, float[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter parameter = RampParameter(3);
        using SGD optimizer = optim.SGD([parameter], 0.1, momentum, dampening, decay, nesterov, maximize);
        for (int i = 0; i < 3; i++)
        {
            parameter.grad = Ramp(3).flip(0) * (i + 1);
            optimizer.step();
        }

        AssertEqual(expected, parameter);
    }

    [Fact]
    public void Nesterov_momentum_needs_a_momentum()
    {
        using Parameter parameter = RampParameter(1);

        Assert.Throws<ArgumentException>(() => optim.SGD([parameter], 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => optim.SGD([parameter], -0.1));
    }

    [Fact]
    public void A_group_has_momentum_of_its_own()
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter parameter = nn.Parameter(zeros(1));
        using SGD optimizer = optim.SGD([new SGD.ParamGroup([parameter], lr: 1, momentum: 0.5)], 0.1);
        parameter.grad = ones(1);

        optimizer.step();
        optimizer.step();

        AssertEqual([-2.5f], parameter);
    }
}
