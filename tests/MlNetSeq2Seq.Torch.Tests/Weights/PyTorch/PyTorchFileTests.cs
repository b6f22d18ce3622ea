using MlNetSeq2Seq.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Weights.PyTorch;

/// <summary>Files that PyTorch 1.13 wrote; fixtures/make_fixtures.py says what is in them.</summary>
public sealed class PyTorchFileTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void The_names_of_a_state_dict_are_found_in_its_order()
    {
        using IWeightsFile file = Open("state_dict.bin");

        Assert.Equal(
            ["matrix", "transposed", "part", "tied", "tied_too", "parameter", "scalar", "empty", "half", "bfloat16", "double", "int64", "int32", "int16", "int8", "uint8", "bool"],
            file.Tensors.Select(t => t.Name));
    }

    [Theory]
    [InlineData("matrix", ScalarType.Float32, new long[] { 2, 3 }, new[] { 0, 0.25, 0.5, 0.75, 1, 1.25 })]
    [InlineData("transposed", ScalarType.Float32, new long[] { 3, 2 }, new double[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData("part", ScalarType.Float32, new long[] { 2, 2 }, new double[] { 4, 6, 8, 10 })]
    [InlineData("tied", ScalarType.Float32, new long[] { 2, 3 }, new double[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("tied_too", ScalarType.Float32, new long[] { 2, 3 }, new double[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("parameter", ScalarType.Float32, new long[] { 2 }, new double[] { -1, 0 })]
    [InlineData("scalar", ScalarType.Float32, new long[] { }, new[] { 2.5 })]
    [InlineData("empty", ScalarType.Float32, new long[] { 0, 3 }, new double[] { })]
    [InlineData("half", ScalarType.Float16, new long[] { 3 }, new[] { 0, 0.5, 1 })]
    [InlineData("bfloat16", ScalarType.BFloat16, new long[] { 3 }, new double[] { 0, 1000, 2000 })]
    [InlineData("double", ScalarType.Float64, new long[] { 2 }, new[] { 0, 1.0 / 3 })]
    [InlineData("int64", ScalarType.Int64, new long[] { 3 }, new double[] { -1, 0, 1 })]
    [InlineData("int32", ScalarType.Int32, new long[] { 3 }, new double[] { 0, 1, 2 })]
    [InlineData("int16", ScalarType.Int16, new long[] { 3 }, new double[] { 0, 1, 2 })]
    [InlineData("int8", ScalarType.Int8, new long[] { 3 }, new double[] { -1, 0, 1 })]
    [InlineData("uint8", ScalarType.Byte, new long[] { 3 }, new double[] { 0, 1, 2 })]
    [InlineData("bool", ScalarType.Bool, new long[] { 3 }, new double[] { 1, 0, 1 })]
    public void A_tensor_of_every_kind_has_its_type_shape_and_values(string name, ScalarType type, long[] shape, double[] values)
    {
        using IWeightsFile file = Open("state_dict.bin");

        Tensor read = file.Read(name);

        StoredTensor described = Assert.Single(file.Tensors, t => t.Name == name);
        Assert.Equal((type, type), (described.Type, read.dtype));
        Assert.Equal(shape, described.Shape);
        Assert.Equal(shape, read.shape);
        Assert.Equal(values, read.to(ScalarType.Float64).flatten().data<double>().ToArray());
    }

    [Fact]
    public void The_weights_of_a_checkpoint_are_found_among_its_other_parts()
    {
        using var model = nn.Linear(3, 2);

        StateDict.Load(model, Fixture("checkpoint.pt"));

        Assert.Equal([0, 1, 2, 3, 4, 5], model.weight!.data<float>().ToArray());
        Assert.Equal([10, 11], model.bias!.data<float>().ToArray());
    }

    [Fact]
    public void A_file_of_the_format_before_1_6_is_refused_in_one_sentence() => Assert.Equal(
        $"'{Fixture("before_1_6.bin")}' is of PyTorch's format before 1.6, which only running a pickle could read; load it in PyTorch and save it again.",
        Assert.Throws<InvalidDataException>(() => Open("before_1_6.bin")).Message);

    [Fact]
    public void A_pickle_that_would_run_code_is_refused_and_runs_none()
    {
        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => Open("code.bin"));

        Assert.Equal(
            $"The pickle of '{Fixture("code.bin")}' asks for 'posix.system'; only tensors and dictionaries of them are read, because anything else could run code.",
            thrown.Message);
        Assert.False(File.Exists("pickle-has-run"));
    }

    [Fact]
    public void A_tensor_of_another_layout_is_refused_by_name() => Assert.Contains(
        "asks for 'torch._utils._rebuild_sparse_tensor'", Assert.Throws<InvalidDataException>(() => Open("sparse.bin")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_tensor_that_is_not_there_is_named()
    {
        using IWeightsFile file = Open("state_dict.bin");

        Assert.Equal($"'{Fixture("state_dict.bin")}' holds no tensor 'nothing'.", Assert.Throws<KeyNotFoundException>(() => file.Read("nothing")).Message);
    }

    public void Dispose() => _scope.Dispose();

    private static IWeightsFile Open(string name) => WeightsFile.Open(Fixture(name));

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Weights", "fixtures", name);
}
