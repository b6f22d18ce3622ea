using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>What an optimizer remembers: saved and loaded, training goes on as if it had never stopped.</summary>
public class OptimizerStateTests
{
    [Theory]
    [InlineData("AdamW")]
    [InlineData("AdamW, amsgrad")]
    [InlineData("Adam")]
    [InlineData("SGD")]
    public void A_loaded_state_continues_the_run(string kind)
    {
        using Parameter through = RampParameter(3);
        using OptimizerHelper whole = Create(kind, through);
        Step(whole, through, 2);
        using MemoryStream saved = new();
        whole.save_state_dict(new BinaryWriter(saved));
        using Parameter resumed = nn.Parameter(through.detach().clone());
        Step(whole, through, 2);

        using OptimizerHelper second = Create(kind, resumed);
        saved.Position = 0;
        second.load_state_dict(new BinaryReader(saved));
        Step(second, resumed, 2);

        Assert.Equal(Values(through), Values(resumed));
    }

    // Type name; numbers of groups and of states in LEB128; per group two rates, two betas, eps, decay and two flags; per state
    // the step, two tensors as in a checkpoint, and a flag.
    [Fact]
    public void The_format_of_AdamW_is_name_counts_options_and_states()
    {
        using Parameter parameter = RampParameter(2);
        using AdamW optimizer = optim.AdamW([parameter], lr: 0.5, weight_decay: 0.25);
        using MemoryStream stream = new();

        optimizer.save_state_dict(new BinaryWriter(stream));

        using BinaryReader reader = new(new MemoryStream(stream.ToArray()));
        Assert.Equal("AdamW", reader.ReadString());
        Assert.Equal([1, 1], reader.ReadBytes(2));
        Assert.Equal([0.5, 0.5, 0.9, 0.999, 1e-8, 0.25], Enumerable.Range(0, 6).Select(_ => reader.ReadDouble()));
        Assert.Equal([0, 0], reader.ReadBytes(2));
        Assert.Equal(0, reader.ReadInt64());
        byte[] zeros = [6, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal([.. zeros, .. zeros, 0], reader.ReadBytes(100));
    }

    [Fact]
    public void The_state_of_another_kind_of_optimizer_is_refused()
    {
        using Parameter parameter = RampParameter(2);
        using AdamW source = optim.AdamW([parameter]);
        using Adam target = optim.Adam([parameter]);
        using MemoryStream stream = new();
        source.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        Assert.Throws<InvalidDataException>(() => target.load_state_dict(new BinaryReader(stream)));
    }

    [Fact]
    public void The_state_of_other_parameters_is_refused()
    {
        using Parameter first = RampParameter(2);
        using Parameter second = RampParameter(2);
        using AdamW source = optim.AdamW([first]);
        using AdamW target = optim.AdamW([first, second]);
        using MemoryStream stream = new();
        source.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        Assert.Throws<ArgumentException>(() => target.load_state_dict(new BinaryReader(stream)));
        Assert.Throws<ArgumentException>(() => target.load_state_dict(source.state_dict()));
    }

    [Fact]
    public void A_state_can_be_taken_over_from_an_optimizer()
    {
        using Parameter first = RampParameter(2);
        using Parameter second = RampParameter(2);
        using AdamW source = optim.AdamW([first], lr: 0.5);
        using AdamW target = optim.AdamW([second], lr: 0.1);
        Step(source, first, 3);

        target.load_state_dict(source.state_dict());

        AdamW.State taken = (AdamW.State)target.state_dict().State[0];
        Assert.True(taken.ApproximatelyEquals(source.state_dict().State[0]));
        Assert.NotEqual(((AdamW.State)source.state_dict().State[0]).exp_avg.Handle, taken.exp_avg.Handle);
        Assert.Equal([0.5], target.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal([[0]], target.state_dict().StateIndexRef);
    }

    [Fact]
    public void The_state_belongs_to_the_optimizer_and_not_to_a_scope()
    {
        using Parameter parameter = RampParameter(2);
        AdamW optimizer;
        using (NewDisposeScope())
        {
            optimizer = optim.AdamW([parameter], amsgrad: true);
            Step(optimizer, parameter, 1);
        }

        AdamW.State state = (AdamW.State)optimizer.state_dict().State[0];
        Assert.False(state.exp_avg.IsInvalid || state.exp_avg_sq.IsInvalid || state.max_exp_avg_sq.IsInvalid);

        optimizer.Dispose();

        Assert.True(state.exp_avg.IsInvalid && state.exp_avg_sq.IsInvalid && state.max_exp_avg_sq.IsInvalid);
        Assert.False(parameter.IsInvalid);
    }

    private static OptimizerHelper Create(string kind, Parameter parameter) => kind switch
    {
        "AdamW" => optim.AdamW([parameter], lr: 0.1, weight_decay: 0.1),
        "AdamW, amsgrad" => optim.AdamW([parameter], lr: 0.1, amsgrad: true),
        "Adam" => optim.Adam([parameter], lr: 0.1),
        "SGD" => optim.SGD([parameter], 0.1, momentum: 0.9),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static void Step(OptimizerHelper optimizer, Parameter parameter, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            parameter.grad = Ramp(parameter.shape) + i;
            optimizer.step();
        }
    }
}
