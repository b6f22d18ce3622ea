using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>
/// AdamW and Adam. Expected numbers by PyTorch 1.13: p = ramp(3); for i in range(3): p.grad = ramp(3).flip(0) * (i + 1); optimizer.step()
/// with ramp of <see cref="ModuleNumbers"/>.
/// </summary>
public class AdamWTests
{
    // torch.optim.AdamW([p], weight_decay=0): unlike PyTorch's, the default decay is 0.
    [Fact]
    public void By_default_nothing_decays()
    {
        AssertSteps([-0.9970768f, -0.6220768f, -0.2470768f], parameters => optim.AdamW(parameters));
    }

    // torch.optim.AdamW([p], lr=.1, weight_decay=.1)
    [Fact]
    public void Decay_shrinks_the_parameter_itself()
    {
        AssertSteps([-0.6809359f, -0.3170736f, 0.04678836f], parameters => optim.AdamW(parameters, lr: 0.1, weight_decay: 0.1));
    }

    // torch.optim.AdamW([p], lr=.1, weight_decay=0, amsgrad=True)
    [Fact]
    public void Amsgrad_divides_by_the_largest_second_moment()
    {
        AssertSteps([-0.7076817f, -0.3326816f, 0.04231831f], parameters => optim.AdamW(parameters, lr: 0.1, amsgrad: true));
    }

    // torch.optim.AdamW([p], lr=.1, weight_decay=0, maximize=True)
    [Fact]
    public void Maximizing_goes_the_other_way()
    {
        AssertSteps([-1.292318f, -0.9173183f, -0.5423183f], parameters => optim.AdamW(parameters, lr: 0.1, maximize: true));
    }

    // torch.optim.Adam([p], lr=.1, weight_decay=.1)
    [Fact]
    public void Adams_decay_is_part_of_the_gradient()
    {
        AssertSteps([-0.7042347f, -0.3315511f, 0.04267987f], parameters => optim.Adam(parameters, lr: 0.1, weight_decay: 0.1));
    }

    // Worked by hand: in the first step both corrections cancel, and p -= lr * g / (|g| + eps).
    [Fact]
    public void The_first_step_is_the_learning_rate_in_the_direction_of_the_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter parameter = nn.Parameter(zeros(3));
        using AdamW optimizer = optim.AdamW([parameter], lr: 0.5, eps: 1);
        parameter.grad = tensor(new[] { 3f, -1f, 0f });

        optimizer.step();

        AssertEqual([-0.5f * 3 / 4, 0.5f * 1 / 2, 0], parameter);
    }

    [Fact]
    public void Groups_have_options_of_their_own_and_take_the_rest_from_the_optimizer()
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter decaying = RampParameter(3);
        using Parameter plain = RampParameter(3);
        using AdamW optimizer = new(
            [
                new AdamW.ParamGroup([decaying], new AdamW.Options { weight_decay = 0.5 }),
                new AdamW.ParamGroup { Parameters = [plain] },
            ],
            lr: 0.1);
        decaying.grad = zeros(3);
        plain.grad = zeros(3);

        optimizer.step();

        AssertEqual(Values(Ramp(3) * 0.95), decaying);
        AssertEqual(Values(Ramp(3)), plain);
        Assert.Equal([0.1, 0.1], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal(2, optimizer.parameters().Count());
    }

    [Fact]
    public void A_groups_learning_rate_can_be_set_between_steps()
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter parameter = nn.Parameter(zeros(1));
        using AdamW optimizer = optim.AdamW([parameter], lr: 1, eps: 0);
        parameter.grad = ones(1);
        optimizer.step();

        foreach (optim.ILearningRateController group in optimizer.ParamGroups)
        {
            group.LearningRate = 0.25;
        }

        optimizer.step();

        AssertEqual([-1.25f], parameter);
        Assert.Equal([1.0], optimizer.ParamGroups.Select(group => group.InitialLearningRate));
    }

    [Fact]
    public void A_parameter_without_gradient_does_not_move_and_does_not_count_steps()
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter moving = RampParameter(3);
        using Parameter still = RampParameter(3);
        using AdamW optimizer = optim.AdamW([moving, still], lr: 0.1, weight_decay: 0.5);
        moving.grad = ones(3);

        optimizer.step();

        Assert.Equal(Values(Ramp(3)), Values(still));
        Assert.Equal([1L, 0L], optimizer.state_dict().State.Select(state => ((AdamW.State)state).step));
    }

    [Fact]
    public void Zeroing_keeps_the_gradient_and_fills_it()
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter parameter = RampParameter(2);
        using AdamW optimizer = optim.AdamW([parameter]);
        parameter.grad = ones(2);

        optimizer.zero_grad();

        Assert.Equal([0f, 0f], Values(parameter.grad!));
    }

    [Fact]
    public void A_group_can_be_added_later()
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter first = nn.Parameter(zeros(1));
        using Parameter second = nn.Parameter(zeros(1));
        using AdamW optimizer = optim.AdamW([first], lr: 1, eps: 0);
        first.grad = ones(1);
        second.grad = ones(1);
        optimizer.step();

        optimizer.add_param_group(new AdamW.ParamGroup([second], lr: 0.5, eps: 0));
        optimizer.step();

        AssertEqual([-2f], first);
        AssertEqual([-0.5f], second);
    }

    [Fact]
    public void The_closure_computes_the_loss_with_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter parameter = nn.Parameter(ones(1));
        using AdamW optimizer = optim.AdamW([parameter], lr: 0.5, eps: 0);

        using (no_grad())
        {
            Tensor loss = optimizer.step(() =>
            {
                Tensor square = parameter.square().sum();
                square.backward();
                return square;
            });
            Assert.Equal(1f, loss.item<float>());
        }

        AssertEqual([0.5f], parameter);
    }

    [Theory]
    [InlineData(-1, 0.9, 0.999, 1e-8, 0)]
    [InlineData(1e-3, 1, 0.999, 1e-8, 0)]
    [InlineData(1e-3, 0.9, -0.1, 1e-8, 0)]
    [InlineData(1e-3, 0.9, 0.999, -1, 0)]
    [InlineData(1e-3, 0.9, 0.999, 1e-8, -1)]
    public void Settings_that_make_no_sense_are_refused(double lr, double beta1, double beta2, double eps, double decay)
    {
        using Parameter parameter = RampParameter(1);

        Assert.Throws<ArgumentException>(() => optim.AdamW([parameter], lr, beta1, beta2, eps, decay));
    }

    [Fact]
    public void Small_and_large_parameters_are_all_updated_alike()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = [.. new long[] { 1, 3, 70_000, 2, 30_000, 40_000, 5 }.Select(size => nn.Parameter(zeros(size)))];
        using AdamW optimizer = optim.AdamW(parameters, lr: 0.5, eps: 0);
        foreach (Parameter parameter in parameters)
        {
            parameter.grad = ones_like(parameter);
        }

        optimizer.step();
        optimizer.step();

        Assert.All(parameters, parameter => Assert.All(Values(parameter), value => Assert.Equal(-1f, value, 1e-5f)));
    }

    private static void AssertSteps(float[] expected, Func<IEnumerable<Parameter>, optim.Optimizer> create)
    {
        using DisposeScope scope = NewDisposeScope();
        using Parameter parameter = RampParameter(3);
        using optim.Optimizer optimizer = create([parameter]);
        for (int i = 0; i < 3; i++)
        {
            parameter.grad = Ramp(3).flip(0) * (i + 1);
            optimizer.step();
        }

        AssertEqual(expected, parameter);
    }
}
