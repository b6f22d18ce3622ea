using MlNetSeq2Seq.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Weights;

/// <summary>What goes from a file into a model, and what is refused; the model is a linear layer of three inputs and two outputs.</summary>
public sealed class StateDictTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Linear _model = nn.Linear(3, 2);

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Numbers_of_every_width_become_float32(ScalarType type)
    {
        Load(new() { ["weight"] = Weight.to(type), ["bias"] = Bias.to(type) });

        Assert.Equal(ScalarType.Float32, _model.weight!.dtype);
        Assert.Equal([0, 1, 2, 3, 4, 5], Values(_model.weight));
        Assert.Equal([10, 11], Values(_model.bias!));
    }

    [Fact]
    public void Missing_tensors_are_counted_and_one_is_named() =>
        AssertRefused(new() { ["weight"] = Weight }, "lacks 1 of the model's 2 tensors, among them 'bias'.");

    [Fact]
    public void A_tensor_that_the_model_does_not_have_is_named() =>
        AssertRefused(new() { ["weight"] = Weight, ["bias"] = Bias, ["other"] = Bias }, "holds the tensor 'other', which the model does not have");

    [Fact]
    public void Another_shape_is_refused_with_both() =>
        AssertRefused(new() { ["weight"] = Weight.t(), ["bias"] = Bias }, "holds 'weight' with shape [3, 2], but the model has it with shape [2, 3].");

    [Fact]
    public void Whole_numbers_are_no_weights() =>
        AssertRefused(new() { ["weight"] = Weight.to(ScalarType.Int64), ["bias"] = Bias }, "holds 'weight' as Int64, but the model computes with Float32.");

    [Theory]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("module._orig_mod.")]
    public void Prefixes_of_wrappers_are_taken_off(string prefix)
    {
        Load(new() { [prefix + "weight"] = Weight, [prefix + "bias"] = Bias });

        Assert.Equal([10, 11], Values(_model.bias!));
    }

    [Fact]
    public void One_parameter_under_two_names_is_refused() => AssertRefused(
        new() { ["weight"] = Weight, ["bias"] = Bias, ["module.bias"] = Bias }, "holds the model's tensor 'bias' twice, as 'bias' and as 'module.bias'.");

    [Fact]
    public void Names_of_another_program_are_those_that_the_record_gives()
    {
        Load(new() { ["weight"] = Weight, ["beta"] = Bias }, new WeightNames { Rename = name => name == "beta" ? "bias" : name });

        Assert.Equal([10, 11], Values(_model.bias!));
    }

    [Fact]
    public void What_a_model_does_not_need_is_left_aside()
    {
        Load(new() { ["weight"] = Weight, ["bias"] = Bias, ["position_ids"] = tensor(new long[] { 0, 1 }) }, new WeightNames { IsLeftAside = name => name == "position_ids" });

        Assert.Equal([10, 11], Values(_model.bias!));
    }

    [Fact]
    public void A_matrix_that_is_stored_with_rows_as_columns_is_turned()
    {
        Load(new() { ["weight"] = Weight.t(), ["bias"] = Bias }, new WeightNames { IsTransposed = name => name == "weight" });

        Assert.Equal([0, 1, 2, 3, 4, 5], Values(_model.weight!));
    }

    [Fact]
    public void A_copy_of_a_tied_tensor_stands_in_where_the_file_has_it_alone()
    {
        Load(new() { ["head.weight"] = Weight, ["bias"] = Bias }, Tied);

        Assert.Equal([0, 1, 2, 3, 4, 5], Values(_model.weight!));
    }

    [Fact]
    public void Tied_tensors_that_are_equal_are_taken_once()
    {
        Load(new() { ["weight"] = Weight, ["head.weight"] = Weight.to(ScalarType.Float64), ["bias"] = Bias }, Tied);

        Assert.Equal([0, 1, 2, 3, 4, 5], Values(_model.weight!));
    }

    [Fact]
    public void Tied_tensors_that_differ_are_refused() => AssertRefused(
        new() { ["weight"] = Weight, ["head.weight"] = Weight + 1, ["bias"] = Bias },
        "holds 'weight' and 'head.weight' with unequal values, but the model has one tensor for both",
        Tied);

    [Fact]
    public void An_optional_tensor_that_is_missing_keeps_its_values_and_is_told()
    {
        float[] before = Values(_model.bias!);

        IReadOnlyList<string> absent = Load(new() { ["weight"] = Weight }, new WeightNames { IsOptional = name => name == "bias" });

        Assert.Equal(["bias"], absent);
        Assert.Equal(before, Values(_model.bias!));
        Assert.Equal([0, 1, 2, 3, 4, 5], Values(_model.weight!));
    }

    [Fact]
    public void Rows_of_a_table_of_another_length_are_those_that_the_record_gives()
    {
        Load(new() { ["weight"] = Weight[TensorIndex.Slice(1, 2)], ["bias"] = Bias }, new WeightNames { Rows = (name, stored, wanted) => stored == 1 ? [0, 0] : null });

        Assert.Equal([3, 4, 5, 3, 4, 5], Values(_model.weight!));
    }

    [Fact]
    public void A_body_alone_is_found_under_the_prefix_of_the_body()
    {
        using var whole = nn.Sequential(("body", nn.Linear(3, 2)));
        SafetensorsWriter.Write(_folder.File("a"), new Dictionary<string, Tensor> { ["weight"] = Weight, ["bias"] = Bias, ["position_ids"] = Bias });
        using var file = SafetensorsFile.Open(_folder.File("a"));

        StateDict.Load(whole, file, new WeightNames { BodyPrefix = "body.", IsLeftAside = name => name == "body.position_ids" });

        Assert.Equal([10, 11], Values(StateDict.Parameters(whole)["body.bias"]));
    }

    [Fact]
    public void Weights_that_are_cut_off_in_a_stream_are_refused()
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, new Dictionary<string, Tensor> { ["weight"] = Weight, ["bias"] = Bias });
        using var cut = new MemoryStream(stream.ToArray()[..^1]);

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => StateDict.Load(_model, cut, stream.Length, "The entry"));

        Assert.Equal($"The entry ends before the {stream.Length} bytes that it should hold.", thrown.Message);
    }

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
        _folder.Dispose();
    }

    private static Tensor Weight => arange(6, dtype: ScalarType.Float32).reshape(2, 3);

    private static Tensor Bias => tensor(new float[] { 10, 11 });

    private static WeightNames Tied { get; } = new() { Tied = new Dictionary<string, string> { ["head.weight"] = "weight" } };

    private static float[] Values(Tensor values) => values.data<float>().ToArray();

    private IReadOnlyList<string> Load(Dictionary<string, Tensor> stored, WeightNames? names = null)
    {
        SafetensorsWriter.Write(_folder.File("weights"), stored);
        using IWeightsFile file = WeightsFile.Open(_folder.File("weights"));
        return StateDict.Load(_model, file, names ?? WeightNames.Own);
    }

    private void AssertRefused(Dictionary<string, Tensor> stored, string message, WeightNames? names = null)
    {
        float[] before = Values(_model.weight!);

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => Load(stored, names));

        Assert.StartsWith($"'{_folder.File("weights")}' ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(before, Values(_model.weight!));
    }
}
