using TorchSharp;

namespace MlNetSeq2Seq.Weights;

/// <summary>One tensor of a weights file, as the file describes it.</summary>
/// <param name="Name">The name in the state dict.</param>
/// <param name="Type">The type of the elements.</param>
/// <param name="Shape">The sizes, row-major; empty for a scalar.</param>
public record StoredTensor(string Name, torch.ScalarType Type, IReadOnlyList<long> Shape);
