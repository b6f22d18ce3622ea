using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Weights;

/// <summary>Files that Python wrote: the library reads of each what a reader made of the description alone reads.</summary>
public sealed class SafetensorsGoldenTests
{
    public static TheoryData<string> Files => SharedData.Folder is null
        ? new TheoryData<string>("golden")
        : new TheoryData<string>(Directory.GetFiles(SharedData.Path("golden"), "weights.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => Path.GetRelativePath(SharedData.Path("."), path)));

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void Values_are_those_of_the_description(string file)
    {
        var described = new DescribedSafetensors(File.ReadAllBytes(SharedData.Path(file)));

        using var read = SafetensorsFile.Open(SharedData.Path(file));

        Assert.Equal(described.Tensors.Keys.Order(StringComparer.Ordinal), read.Entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal(described.Metadata, read.Metadata);
        foreach ((string name, (string _, long[] shape, byte[] bytes)) in described.Tensors)
        {
            using Tensor values = read.Read(name);
            Assert.Equal(shape, values.shape);
            Assert.Equal(bytes, values.bytes.ToArray());
        }
    }
}
