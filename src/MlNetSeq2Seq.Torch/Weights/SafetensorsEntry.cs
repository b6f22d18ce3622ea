using TorchSharp;

namespace MlNetSeq2Seq.Weights;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
/// <param name="Name">The name in the state dict.</param>
/// <param name="Type">The type of the elements.</param>
/// <param name="Shape">The sizes, row-major; empty for a scalar.</param>
/// <param name="Start">Where its bytes begin, counted from the end of the header.</param>
/// <param name="Length">How many bytes it has.</param>
public sealed record SafetensorsEntry(string Name, torch.ScalarType Type, IReadOnlyList<long> Shape, long Start, long Length)
    : StoredTensor(Name, Type, Shape);
