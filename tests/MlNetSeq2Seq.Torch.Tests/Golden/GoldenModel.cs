using System.Text.Json;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Golden;

/// <summary>One folder of reference numbers: config, inputs, expected values and tensors.</summary>
internal sealed class GoldenModel : IDisposable
{
    private readonly string _folder;
    private readonly SafetensorsFile? _outputs;

    public GoldenModel(string relative)
    {
        _folder = SharedData.Path(relative);
        string outputs = Path("outputs.safetensors");
        _outputs = File.Exists(outputs) ? SafetensorsFile.Open(outputs) : null;
    }

    public JsonElement Config => Json("config.json");

    public JsonElement Inputs => Json("inputs.json");

    public JsonElement Expected => Json("expected.json");

    public string Weights => Path("weights.safetensors");

    public string Path(string file) => System.IO.Path.Combine(_folder, file);

    public JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllBytes(Path(file))).RootElement;

    public Tensor Output(string name) => _outputs!.Read(name);

    public bool HasOutput(string name) => _outputs!.Contains(name);

    /// <summary>A part of a model, by the name that its weights begin with.</summary>
    public static T Part<T>(nn.Module model, string name)
        where T : nn.Module => (T)model.named_modules().Single(part => part.name == name).module;

    public void Dispose() => _outputs?.Dispose();
}
