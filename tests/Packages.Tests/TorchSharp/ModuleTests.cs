using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>How modules find, name, walk, switch, convert and dispose what they hold.</summary>
public class ModuleTests
{
    [Fact]
    public void Fields_are_registered_by_their_kind_and_name()
    {
        using DisposeScope scope = NewDisposeScope();
        using Block block = new();

        Assert.Equal(["scale", "inner.weight", "inner.bias"], block.named_parameters().Select(item => item.name));
        Assert.Equal(["_counts"], block.named_buffers().Select(item => item.name));
        Assert.Equal(["inner", "_drop"], block.named_children().Select(item => item.name));
        Assert.Same(block.Scale, block.get_parameter("scale"));
        Assert.Same(block.Counts, block.get_buffer("_counts"));
    }

    [Fact]
    public void An_automatic_property_is_registered_under_its_backing_field()
    {
        using WithProperty module = new();

        Assert.Equal(["<Inner>k__BackingField.weight"], module.named_parameters().Select(item => item.name));
    }

    [Fact]
    public void Modules_of_a_tree_come_children_first_and_then_what_is_below_each()
    {
        using Block first = new();
        using Block second = new();
        using ModuleList<Block> list = new(first, second);
        using Holder<ModuleList<Block>> holder = new(list);

        Assert.Equal(
            ["held", "held.0", "held.1", "held.0.inner", "held.0._drop", "held.1.inner", "held.1._drop"],
            holder.named_modules().Select(item => item.name));
        Assert.Same(second.Scale, holder.get_parameter("held.1.scale"));
        Assert.True(holder.has_parameter("held.0.inner.bias"));
        Assert.False(holder.has_parameter("held.2.scale"));
        Assert.True(holder.has_buffer("held.0._counts"));
        Assert.Null(holder.get_buffer("held.0.scale"));
    }

    [Fact]
    public void A_list_registers_its_modules_when_it_is_registered_itself()
    {
        using Linear linear = Linear(2, 1);
        using ModuleList<Linear> list = new(linear);
        Assert.Empty(list.parameters());

        using Holder<ModuleList<Linear>> holder = new(list);

        Assert.Equal(["held.0.weight", "held.0.bias"], holder.named_parameters().Select(item => item.name));
        Assert.Single(list);
        Assert.Same(linear, list[0]);
    }

    [Fact]
    public void A_dictionary_of_modules_keeps_the_order_of_insertion()
    {
        using ModuleDict<Linear> dictionary = ModuleDict(("z", Linear(1, 1, hasBias: false)), ("a", Linear(1, 1, hasBias: false)));
        using Holder<ModuleDict<Linear>> holder = new(dictionary);

        Assert.Equal(["held.z.weight", "held.a.weight"], holder.named_parameters().Select(item => item.name));
        Assert.Equal(2, dictionary.Count);
        Assert.Equal(("a", dictionary["a"]), dictionary[1]);
        Assert.Throws<KeyNotFoundException>(() => dictionary["b"]);
    }

    [Fact]
    public void Lists_and_dictionaries_of_parameters_name_them_by_position_and_key()
    {
        using ParameterList list = ParameterList(RampParameter(1), RampParameter(2));
        using ParameterDict dictionary = ParameterDict(("b", RampParameter(3)), ("a", RampParameter(4)));
        using Holder<ParameterList> listHolder = new(list);
        using Holder<ParameterDict> dictionaryHolder = new(dictionary);

        Assert.Equal(["held.0", "held.1"], listHolder.named_parameters().Select(item => item.name));
        Assert.Equal(["held.a", "held.b"], dictionaryHolder.named_parameters().Select(item => item.name).Order());
        Assert.Same(list[1], listHolder.get_parameter("held.1"));
        Assert.Same(dictionary["a"], dictionaryHolder.get_parameter("held.a"));
    }

    [Fact]
    public void A_parameter_that_two_modules_share_is_listed_once()
    {
        Parameter shared = RampParameter(2, 2);
        using Sharing module = new(shared);

        Assert.Equal(["first"], module.named_parameters().Select(item => item.name));
        Assert.Single(module.parameters());
    }

    [Fact]
    public void Names_that_are_taken_or_impossible_are_refused()
    {
        using Empty module = new();
        module.register_module("a", Linear(1, 1));
        module.register_parameter("p", RampParameter(1));
        module.register_buffer("b", Ramp(1));

        Assert.Throws<InvalidOperationException>(() => module.register_module("a", Linear(1, 1)));
        Assert.Throws<InvalidOperationException>(() => module.register_parameter("p", RampParameter(1)));
        Assert.Throws<InvalidOperationException>(() => module.register_buffer("b", Ramp(1)));
        Assert.Throws<ArgumentException>(() => module.register_module("a.b", Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => module.register_module("", Linear(1, 1)));
        Assert.Throws<ArgumentNullException>(() => module.register_parameter("q", null!));
        Assert.Throws<ArgumentNullException>(() => module.register_buffer("c", null!));
    }

    [Fact]
    public void A_module_without_parameters_takes_none()
    {
        using Dropout dropout = Dropout(0.1);

        Assert.Throws<InvalidOperationException>(() => dropout.register_parameter("p", RampParameter(1)));
        Assert.Throws<InvalidOperationException>(() => dropout.register_buffer("b", Ramp(1)));
        Assert.Throws<InvalidOperationException>(() => dropout.register_module("m", Linear(1, 1)));
        Assert.Same(dropout, dropout.to(ScalarType.Float64));
    }

    [Fact]
    public void Training_is_switched_in_the_whole_tree()
    {
        using Block block = new();
        using Sequential sequence = Sequential(("drop", Dropout(0.5)), ("gelu", GELU()));
        using Holder<Sequential> holder = new(sequence);
        Assert.True(block.training);

        block.eval();
        holder.eval();

        Assert.All(block.modules().Concat(holder.modules()).Append(block), module => Assert.False(module.training));

        block.train();

        Assert.All(block.modules().Append(block), module => Assert.True(module.training));
    }

    [Fact]
    public void Apply_visits_children_before_their_parent()
    {
        using Block block = new();
        using Holder<Block> holder = new(block);
        List<string> visited = [];

        holder.apply(module => visited.Add(module.GetName()));

        Assert.Equal(["Linear", "Dropout", "block", "holder"], visited);
    }

    [Fact]
    public void Call_runs_hooks_and_forward_does_not()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear linear = Linear(2, 2, hasBias: false);
        List<string> calls = [];
        linear.register_forward_pre_hook((_, input) =>
        {
            calls.Add("before");
            return input * 2;
        });
        var after = linear.register_forward_hook((_, _, output) =>
        {
            calls.Add("after");
            return output + 1;
        });
        Tensor x = Ramp(1, 2);

        linear.forward(x);
        Assert.Empty(calls);

        Tensor expected = linear.forward(x * 2) + 1;
        Assert.Equal(Values(expected), Values(linear.call(x)));
        Assert.Equal(["before", "after"], calls);

        after.remove();
        linear.call(x);
        Assert.Equal(["before", "after", "before"], calls);
    }

    [Fact]
    public void Gradients_are_dropped_or_zeroed()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear linear = Linear(2, 1);
        linear.forward(Ramp(3, 2)).sum().backward();

        linear.zero_grad(set_to_none: false);
        Assert.Equal([0f, 0f], Values(linear.weight.grad!));

        linear.zero_grad();
        Assert.All(linear.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void A_frozen_parameter_gets_no_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        using Block block = new();
        foreach (Parameter parameter in block.inner.parameters())
        {
            parameter.requires_grad = false;
        }

        block.forward(Ramp(3, 2)).sum().backward();

        Assert.NotNull(block.Scale.grad);
        Assert.Null(block.inner.weight.grad);
    }

    [Fact]
    public void Conversion_replaces_what_is_of_floating_point_in_fields_too()
    {
        using DisposeScope scope = NewDisposeScope();
        using Block block = new();
        Parameter before = block.Scale;
        block.forward(Ramp(3, 2)).sum().backward();

        Block converted = block.to(ScalarType.Float64);

        Assert.Same(block, converted);
        Assert.NotSame(before, block.Scale);
        Assert.True(before.IsInvalid);
        Assert.Same(block.Scale, block.get_parameter("scale"));
        Assert.All(block.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.All(block.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
        Assert.Equal(ScalarType.Float64, block.Scale.grad!.dtype);
        Assert.Equal(ScalarType.Int64, block.Counts.dtype);
        Assert.Equal(ScalarType.Float64, block.forward(Ramp(3, 2).to(ScalarType.Float64)).dtype);
    }

    [Fact]
    public void A_module_converts_to_half_precision_and_keeps_what_is_exact()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear linear = Linear(RampParameter(2, 3), RampParameter(2));

        linear.bfloat16();

        Assert.Equal(ScalarType.BFloat16, linear.weight.dtype);
        Assert.Equal(Values(Ramp(2, 3)), Values(linear.weight));
        Assert.Equal(ScalarType.Float16, linear.half().bias!.dtype);
    }

    [Fact]
    public void Conversion_to_integers_is_refused()
    {
        using Block block = new();

        Assert.Throws<ArgumentException>(() => block.to(ScalarType.Int64));
    }

    [Fact]
    public void Moving_to_where_the_module_is_changes_nothing()
    {
        using Block block = new();
        Parameter scale = block.Scale;

        block.to(CPU).cpu().to("cpu").to(DeviceType.CPU);

        Assert.Same(scale, block.Scale);
        Assert.Same(scale, block.get_parameter("scale"));
    }

    [Fact]
    public void Disposing_disposes_the_whole_tree()
    {
        Block block = new();
        Tensor[] owned = [.. block.parameters(), .. block.buffers()];

        block.Dispose();

        Assert.Equal(4, owned.Length);
        Assert.All(owned, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void A_linear_layer_made_within_a_scope_outlives_it()
    {
        Linear linear;
        LayerNorm norm;
        using (NewDisposeScope())
        {
            linear = Linear(2, 3);
            norm = LayerNorm(3);
        }

        using DisposeScope scope = NewDisposeScope();
        Assert.Equal([1L, 3L], norm.forward(linear.forward(Ramp(1, 2))).shape);
        linear.Dispose();
        norm.Dispose();
    }

    [Fact]
    public void A_parameter_takes_the_place_of_the_tensor_it_is_made_of()
    {
        Tensor data = Ramp(2);
        Parameter parameter = nn.Parameter(data);

        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.Equal(Values(Ramp(2)), Values(parameter));
        Assert.False(nn.Parameter(Ramp(2), requires_grad: false).requires_grad);
    }

    [Fact]
    public void A_sequence_calls_one_module_after_another()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear linear = Linear(2, 2);
        using Sequential sequence = Sequential(linear, ReLU(), Flatten(0));
        Tensor x = Ramp(3, 2);

        Assert.Equal(Values(functional.relu(linear.forward(x)).flatten()), Values(sequence.call(x)));
        Assert.Equal(["0.weight", "0.bias"], sequence.named_parameters().Select(item => item.name));
        Assert.Equal(3, sequence.Count);
        Assert.Same(linear, sequence[0]);
        Assert.Equal([3L, 2L], sequence[..2].call(x).shape);
        Assert.Throws<IndexOutOfRangeException>(() => sequence[(0, 4)]);
    }

    [Fact]
    public void A_sequence_of_nothing_gives_back_its_input_as_another_object()
    {
        using DisposeScope scope = NewDisposeScope();
        using Sequential sequence = Sequential();
        Tensor x = Ramp(2);

        Tensor y = sequence.call(x);

        Assert.NotSame(x, y);
        Assert.Equal(Values(x), Values(y));
        y.Dispose();
        Assert.False(x.IsInvalid);
    }

    [Fact]
    public void Modules_of_several_inputs_are_called_with_them()
    {
        using DisposeScope scope = NewDisposeScope();
        using Product product = new();

        Assert.Equal(6f, product.call(tensor(1f), tensor(2f), tensor(3f)).item<float>());
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        [ComponentName(Name = "scale")]
        private readonly Parameter _scale;

        public readonly Linear inner;
        private readonly Tensor _counts;
        private readonly Dropout _drop;
        private readonly string _note = "not a component";

        public Block() : base("block")
        {
            _scale = RampParameter(2);
            inner = Linear(2, 2);
            _counts = tensor(new long[] { 1, 2, 3 });
            _drop = Dropout(0);
            RegisterComponents();
        }

        public Parameter Scale => _scale;

        public Tensor Counts => _counts;

        public override Tensor forward(Tensor input) => _drop.forward(inner.forward(input) * _scale);

        public override string ToString() => _note;
    }

    private sealed class WithProperty : Module<Tensor, Tensor>
    {
        public WithProperty() : base("property")
        {
            Inner = Linear(1, 1, hasBias: false);
            RegisterComponents();
        }

        private Linear Inner { get; }

        public override Tensor forward(Tensor input) => Inner.forward(input);
    }

    private sealed class Holder<T> : Module<Tensor, Tensor> where T : Module
    {
        private readonly T held;

        public Holder(T held) : base("holder")
        {
            this.held = held;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => throw new InvalidOperationException(held.GetName());
    }

    private sealed class Sharing : Module<Tensor, Tensor>
    {
        private readonly Parameter first;
        private readonly Parameter second;

        public Sharing(Parameter shared) : base("sharing")
        {
            (first, second) = (shared, shared);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => first + second + input;
    }

    private sealed class Empty() : Module<Tensor, Tensor>("empty")
    {
        public override Tensor forward(Tensor input) => input.alias();
    }

    private sealed class Product() : Module<Tensor, Tensor, Tensor, Tensor>("product")
    {
        public override Tensor forward(Tensor input1, Tensor input2, Tensor input3) => input1 * input2 * input3;
    }
}
