using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>State dictionaries: names, tensors themselves, and what loading checks.</summary>
public class StateDictTests
{
    [Fact]
    public void Parameters_and_persistent_buffers_stand_under_dotted_names()
    {
        using Net net = new();

        Assert.Equal(["first.weight", "first.bias", "second.weight", "steps"], net.state_dict().Keys);
        Assert.Same(net.First.weight, net.state_dict()["first.weight"]);
    }

    [Fact]
    public void A_dictionary_can_be_added_to_under_a_prefix()
    {
        using Net net = new();
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> all = new() { ["other"] = Ramp(1) };

        Dictionary<string, Tensor> returned = net.state_dict(all, "net");

        Assert.Same(all, returned);
        Assert.Equal(["other", "net.first.weight", "net.first.bias", "net.second.weight", "net.steps"], all.Keys);
    }

    [Fact]
    public void Loading_copies_values_into_the_same_tensors()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net source = new();
        using Net target = new();
        Parameter weight = target.First.weight;

        (IList<string> missing, IList<string> unexpected) = target.load_state_dict(source.state_dict());

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.Same(weight, target.First.weight);
        Assert.True(weight.requires_grad);
        Assert.Equal(Values(source.First.weight), Values(weight));
        Assert.NotEqual(source.First.weight.Handle, weight.Handle);
    }

    [Fact]
    public void A_strict_load_refuses_other_names_and_changes_nothing()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = new();
        float[] before = Values(net.First.weight);
        Dictionary<string, Tensor> incomplete = new() { ["first.weight"] = zeros(2, 2) };

        Assert.Throws<InvalidOperationException>(() => net.load_state_dict(incomplete));

        Assert.Equal(before, Values(net.First.weight));
    }

    [Fact]
    public void A_lenient_load_tells_what_was_missing_and_what_was_not_expected()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = new();
        Dictionary<string, Tensor> other = new() { ["first.weight"] = zeros(2, 2), ["third.weight"] = zeros(1) };

        (IList<string> missing, IList<string> unexpected) = net.load_state_dict(other, strict: false);

        Assert.Equal(["first.bias", "second.weight", "steps"], missing);
        Assert.Equal(["third.weight"], unexpected);
        Assert.Equal([0f, 0f, 0f, 0f], Values(net.First.weight));
    }

    [Fact]
    public void Skipped_names_are_neither_loaded_nor_missed()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net source = new();
        using Net target = new();
        float[] before = Values(target.First.weight);
        Dictionary<string, Tensor> state = source.state_dict();
        state.Remove("second.weight");

        target.load_state_dict(state, skip: ["first.weight", "second.weight"]);

        Assert.Equal(before, Values(target.First.weight));
        Assert.Equal(Values(source.First.bias!), Values(target.First.bias!));
    }

    [Fact]
    public void Loading_converts_the_element_type()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear linear = Linear(2, 1, hasBias: false);

        linear.load_state_dict(new() { ["weight"] = tensor(new[,] { { 1.5, -2.25 } }) });

        Assert.Equal(ScalarType.Float32, linear.weight.dtype);
        Assert.Equal([1.5f, -2.25f], Values(linear.weight));
    }

    [Fact]
    public void A_shared_parameter_stands_under_the_name_of_every_module_that_holds_it()
    {
        using Tied tied = new();

        Assert.Equal(["input.weight", "output.weight"], tied.state_dict().Keys);
        Assert.Single(tied.parameters());
    }

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(2, 2);
        private readonly Linear second = Linear(2, 1, hasBias: false);

        public Net() : base("net")
        {
            RegisterComponents();
            register_buffer("steps", tensor(7L));
            register_buffer("cache", Ramp(3), persistent: false);
        }

        public Linear First => first;

        public override Tensor forward(Tensor input) => second.forward(first.forward(input));
    }

    private sealed class Tied : Module<Tensor, Tensor>
    {
        private readonly Linear input;
        private readonly Linear output;

        public Tied() : base("tied")
        {
            input = Linear(2, 2, hasBias: false);
            output = Linear(input.weight);
            RegisterComponents();
        }

        public override Tensor forward(Tensor tensor) => output.forward(input.forward(tensor));
    }
}
