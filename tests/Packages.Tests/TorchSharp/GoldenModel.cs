using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>A folder of shared/golden/models: weights, inputs, outputs and expectations of a reference model.</summary>
internal sealed class GoldenModel(string name)
{
    private readonly string _folder = SharedData.Path($"golden/models/{name}");

    public JsonElement Config => Json("config.json");

    public JsonElement Inputs => Json("inputs.json");

    public JsonElement Expected => Json("expected.json");

    public Dictionary<string, Tensor> Weights => ReadSafetensors(Path.Combine(_folder, "weights.safetensors"));

    public Dictionary<string, Tensor> Outputs => ReadSafetensors(Path.Combine(_folder, "outputs.safetensors"));

    /// <summary>A nested list of integers, as a matrix.</summary>
    public static Tensor Matrix(JsonElement rows)
    {
        long[] values = rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetInt64()).ToArray();
        return tensor(values, [rows.GetArrayLength(), values.Length / rows.GetArrayLength()]);
    }

    /// <summary>Compares elements with a bound on the difference that may grow with the number itself.</summary>
    public static void AssertClose(Tensor expected, Tensor actual, double absolute, double relative = 0)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.All(
            ModuleNumbers.Values(expected).Zip(ModuleNumbers.Values(actual)),
            pair => Assert.InRange(Math.Abs(pair.Second - pair.First), 0, absolute + relative * Math.Abs(pair.First)));
    }

    private static Dictionary<string, Tensor> ReadSafetensors(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int headerLength = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file));
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        return header.RootElement.EnumerateObject()
            .Where(entry => entry.Name != "__metadata__")
            .ToDictionary(entry => entry.Name, entry => Read(entry.Value, file.AsSpan(8 + headerLength)));
    }

    private static Tensor Read(JsonElement entry, ReadOnlySpan<byte> data)
    {
        long[] shape = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        JsonElement offsets = entry.GetProperty("data_offsets");
        ReadOnlySpan<byte> bytes = data[offsets[0].GetInt32()..offsets[1].GetInt32()];
        return entry.GetProperty("dtype").GetString() == "I64"
            ? tensor(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), shape)
            : tensor(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), shape);
    }

    private JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, file))).RootElement;
}
