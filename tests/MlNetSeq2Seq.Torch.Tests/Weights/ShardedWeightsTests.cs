using System.Text.Json;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Weights;

/// <summary>Weights in several files with an index.</summary>
public sealed class ShardedWeightsTests : IDisposable
{
    private const string First = "model-00001-of-00002.safetensors";
    private const string Second = "model-00002-of-00002.safetensors";

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public ShardedWeightsTests()
    {
        SafetensorsWriter.Write(_folder.File(First), new Dictionary<string, Tensor> { ["a"] = tensor(1f), ["b"] = tensor(2f) });
        SafetensorsWriter.Write(_folder.File(Second), new Dictionary<string, Tensor> { ["c"] = tensor(3f) });
    }

    [Fact]
    public void Shards_are_read_as_one_file()
    {
        using IWeightsFile weights = Open(new() { ["a"] = First, ["b"] = First, ["c"] = Second });

        Assert.Equal(["a", "b", "c"], weights.Tensors.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Equal([1f, 2f, 3f], new[] { "a", "b", "c" }.Select(name => weights.Read(name).item<float>()));
    }

    [Fact]
    public void A_folder_with_an_index_is_opened_through_it()
    {
        Open(new() { ["a"] = First, ["b"] = First, ["c"] = Second }).Dispose();

        using IWeightsFile weights = WeightsFile.Open(_folder.FullName);

        Assert.Equal(3, weights.Tensors.Count);
    }

    [Fact]
    public void A_missing_shard_is_named()
    {
        FileNotFoundException thrown = Assert.Throws<FileNotFoundException>(() => Open(new() { ["a"] = First, ["b"] = First, ["c"] = "model-3.safetensors" }));

        Assert.Equal($"'{Index}' says that 'c' is in 'model-3.safetensors', but there is no such file beside it.", thrown.Message);
    }

    [Theory]
    [InlineData("../model-00001-of-00002.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\weights")]
    [InlineData("C:weights")]
    [InlineData("sub/weights")]
    [InlineData("..")]
    [InlineData("")]
    public void A_shard_outside_the_folder_is_refused(string name)
    {
        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => Open(new() { ["a"] = name }));

        Assert.Equal($"'{Index}' says that 'a' is in '{name}', which is no name of a file in the folder of the index.", thrown.Message);
    }

    [Fact]
    public void A_tensor_that_its_shard_lacks_is_named() => AssertRefused(
        new() { ["a"] = First, ["b"] = First, ["c"] = Second, ["d"] = Second }, $"says that 'd' is in '{Second}', but that file does not hold it.");

    [Fact]
    public void A_tensor_in_another_shard_than_the_index_says_is_named() => AssertRefused(
        new() { ["a"] = First, ["b"] = Second, ["c"] = Second }, $"'{First}' holds 'b', but '{Index}' does not say so");

    [Fact]
    public void A_tensor_that_the_index_lacks_is_named() => AssertRefused(
        new() { ["a"] = First, ["c"] = Second }, $"'{First}' holds 'b', but '{Index}' does not say so");

    [Theory]
    [InlineData("[]", "is not an index of weights, a JSON object with a member weight_map")]
    [InlineData("{}", "is not an index of weights, a JSON object with a member weight_map")]
    [InlineData("{\"weight_map\":{\"a\":1}}", "is not an index of weights, a JSON object with a member weight_map")]
    [InlineData("{\"weight_map\":", "is not an index of weights, a JSON object with a member weight_map")]
    [InlineData("{\"weight_map\":{}}", "names no tensor.")]
    [InlineData("{\"weight_map\":{\"c\":\"model-00002-of-00002.safetensors\",\"c\":\"model-00002-of-00002.safetensors\"}}", "names 'c' twice.")]
    public void A_damaged_index_is_refused(string json, string message)
    {
        _folder.Write("model.safetensors.index.json", json);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => WeightsFile.Open(Index)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_shard_is_told_by_its_own_name()
    {
        File.WriteAllBytes(_folder.File(Second), File.ReadAllBytes(_folder.File(Second))[..^1]);

        AssertRefused(new() { ["a"] = First, ["b"] = First, ["c"] = Second }, $"{Second}' has shape [] of F32");
    }

    [Fact]
    public void A_folder_without_weights_names_what_was_looked_for()
    {
        using var empty = new TemporaryFolder();

        Assert.Equal(
            $"The folder '{empty.FullName}' holds none of model.safetensors, model.safetensors.index.json, pytorch_model.bin, pytorch_model.bin.index.json.",
            Assert.Throws<FileNotFoundException>(() => WeightsFile.Open(empty.FullName)).Message);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private string Index => _folder.File("model.safetensors.index.json");

    private IWeightsFile Open(Dictionary<string, string> map)
    {
        File.WriteAllText(Index, JsonSerializer.Serialize(new { metadata = new { total_size = 12 }, weight_map = map }));
        return WeightsFile.Open(Index);
    }

    private void AssertRefused(Dictionary<string, string> map, string message)
    {
        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => Open(map));

        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }
}
