using BenchmarkDotNet.Attributes;
using MlNetSeq2Seq.Benchmarks.Comparison;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Micro;

/// <summary>Reading the 13 MB of the small network.</summary>
public class WeightsBenchmarks : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmarks-");
    private UnilmModel? _model;
    private string _path = "";

    [GlobalSetup]
    public void Prepare()
    {
        _model = new UnilmModel(Shapes.Config(Shapes.Small));
        var folder = new BenchmarkFolder(_folder.FullName);
        folder.WriteModel(Shapes.Small, _model);
        _path = folder.WeightsPath(Shapes.Unilm, Shapes.Small);
    }

    [Benchmark]
    public int OpenFile()
    {
        using SafetensorsFile file = SafetensorsFile.Open(_path);
        return file.Entries.Count;
    }

    [Benchmark]
    public void ReadAllTensors()
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile file = SafetensorsFile.Open(_path);
        foreach (SafetensorsEntry entry in file.Entries)
        {
            file.Read(entry.Name);
        }
    }

    [Benchmark]
    public void LoadModel() => StateDict.Load(_model!, _path);

    [GlobalCleanup]
    public void Dispose()
    {
        _model?.Dispose();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
