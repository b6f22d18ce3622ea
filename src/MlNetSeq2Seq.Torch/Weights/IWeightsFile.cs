using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights;

/// <summary>Named tensors in a file or in several: whatever describes them has been checked, their bytes are read on demand.</summary>
public interface IWeightsFile : IDisposable
{
    /// <summary>The path that was opened.</summary>
    string Path { get; }

    /// <summary>The tensors, each name once.</summary>
    IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>Copies a tensor out of the file.</summary>
    /// <param name="name">Its name in the state dict.</param>
    /// <returns>A new tensor on the CPU, of the type and shape in the file; the caller disposes it.</returns>
    /// <exception cref="KeyNotFoundException">The file holds no tensor of that name.</exception>
    /// <exception cref="InvalidDataException">The tensor's bytes are not as the file describes them.</exception>
    Tensor Read(string name);
}
