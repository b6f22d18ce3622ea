using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>Activations; expected numbers by PyTorch 1.13, with ramp of <see cref="ModuleNumbers"/>.</summary>
public class ActivationTests
{
    // A class of ours by this name would be ambiguous wherever the members of nn are imported.
    [Fact]
    public void Kinds_of_activations_are_a_type_of_nn() => Assert.Equal([Activations.ReLU, Activations.GELU], Enum.GetValues<Activations>());

    // torch.nn.functional.NAME(ramp(7)); of elu with alpha 1
    [Theory]
    [InlineData("gelu", new[] { -0.1586553f, -0.1662409f, -0.1003234f, 0.06871728f, 0.3457312f, 0.7080615f, -0.1669385f })]
    [InlineData("relu", new[] { 0f, 0f, 0f, 0.125f, 0.5f, 0.875f, 0f })]
    [InlineData("silu", new[] { -0.2689414f, -0.2179032f, -0.1094559f, 0.06640118f, 0.3112297f, 0.6175619f, -0.2574381f })]
    [InlineData("sigmoid", new[] { 0.2689414f, 0.3486451f, 0.4378235f, 0.5312094f, 0.6224594f, 0.705785f, 0.294215f })]
    [InlineData("tanh", new[] { -0.7615942f, -0.5545997f, -0.2449187f, 0.124353f, 0.4621172f, 0.7039056f, -0.7039056f })]
    [InlineData("mish", new[] { -0.3034014f, -0.2526468f, -0.129927f, 0.07995757f, 0.3752452f, 0.7355839f, -0.293121f })]
    [InlineData("softplus", new[] { 0.3132617f, 0.4287007f, 0.5759394f, 0.757599f, 0.974077f, 1.223445f, 0.3484446f })]
    [InlineData("elu", new[] { -0.6321205f, -0.4647385f, -0.2211992f, 0.125f, 0.5f, 0.875f, -0.583138f })]
    [InlineData("leaky_relu", new[] { -0.01f, -0.00625f, -0.0025f, 0.125f, 0.5f, 0.875f, -0.00875f })]
    [InlineData("hardtanh", new[] { -1f, -0.625f, -0.25f, 0.125f, 0.5f, 0.875f, -0.875f })]
    public void Each_is_the_function_of_PyTorch(string name, float[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Ramp(7);

        Tensor y = name switch
        {
            "gelu" => functional.gelu(x),
            "relu" => functional.relu(x),
            "silu" => functional.silu(x),
            "sigmoid" => functional.sigmoid(x),
            "tanh" => functional.tanh(x),
            "mish" => functional.mish(x),
            "softplus" => functional.softplus(x),
            "elu" => functional.elu(x, 1),
            "leaky_relu" => functional.leaky_relu(x),
            "hardtanh" => functional.hardtanh(x),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };

        AssertEqual([7], expected, y);
    }

    [Fact]
    public void In_place_the_argument_changes_and_the_result_is_another_object()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Ramp(7);

        Tensor y = functional.relu(x, inplace: true);

        Assert.NotSame(x, y);
        Assert.Equal(Values(x), Values(y));
        AssertEqual([0f, 0f, 0f, 0.125f, 0.5f, 0.875f, 0f], x);
    }

    // F.softmax(ramp(2, 3), -1); F.softmax(ramp(2, 3), 0); F.log_softmax(ramp(2, 3), -1); F.glu(ramp(2, 4))
    [Fact]
    public void Those_along_a_dimension_take_it()
    {
        using DisposeScope scope = NewDisposeScope();

        AssertEqual([0.2187231f, 0.3182402f, 0.4630367f, 0.2187231f, 0.3182402f, 0.4630367f], functional.softmax(Ramp(2, 3), -1));
        AssertEqual([0.245085f, 0.245085f, 0.245085f, 0.754915f, 0.754915f, 0.754915f], functional.softmax(Ramp(2, 3), 0));
        AssertEqual([-1.519949f, -1.144949f, -0.7699488f, -1.519949f, -1.144949f, -0.7699488f], functional.log_softmax(Ramp(2, 3), -1));
        AssertEqual([2, 2], [-0.4378235f, -0.3320059f, 0.1471075f, 0.3303481f], functional.glu(Ramp(2, 4)));
        Assert.Equal(ScalarType.Float64, functional.softmax(Ramp(2, 3), -1, ScalarType.Float64).dtype);
    }

    [Fact]
    public void Modules_compute_what_the_functions_do()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Ramp(2, 4);

        Assert.Equal(Values(functional.gelu(x)), Values(GELU().call(x)));
        Assert.Equal(Values(functional.relu(x)), Values(ReLU().call(x)));
        Assert.Equal(Values(functional.silu(x)), Values(SiLU().call(x)));
        Assert.Equal(Values(functional.sigmoid(x)), Values(Sigmoid().call(x)));
        Assert.Equal(Values(functional.tanh(x)), Values(nn.Tanh().call(x)));
        Assert.Equal(Values(functional.softplus(x)), Values(Softplus().call(x)));
        Assert.Equal(Values(functional.softmax(x, 1)), Values(Softmax(1).call(x)));
        Assert.Equal(Values(functional.log_softmax(x, 1)), Values(LogSoftmax(1).call(x)));
        Assert.Equal(Values(functional.glu(x)), Values(GLU().call(x)));
        Assert.Equal(Values(x), Values(Identity().call(x)));
        Assert.Equal([8L], nn.Flatten(0).call(x).shape);
    }

    [Fact]
    public void Dropout_scales_what_it_keeps_and_does_nothing_in_evaluation()
    {
        using DisposeScope scope = NewDisposeScope();
        using Dropout dropout = Dropout(0.2);
        Tensor x = ones(10_000);

        float[] dropped = Values(dropout.call(x));
        Assert.Equal([0f, 1.25f], dropped.Distinct().Order());
        Assert.InRange(dropped.Count(value => value == 0), 1_800, 2_200);

        dropout.eval();
        Assert.Equal(Values(x), Values(dropout.call(x)));
        Assert.Equal(Values(x), Values(functional.dropout(x, 0.2, training: false)));
    }
}
