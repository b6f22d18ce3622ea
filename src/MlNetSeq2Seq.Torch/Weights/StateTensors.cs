using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights;

/// <summary>Reads single tensors of a known shape from a safetensors file.</summary>
internal static class StateTensors
{
    /// <summary>A tensor of the file.</summary>
    /// <exception cref="InvalidDataException">The file lacks it, or has it in another shape.</exception>
    public static Tensor Read(SafetensorsFile file, string name, params long[] shape)
    {
        SafetensorsEntry entry = file.Entries.FirstOrDefault(e => e.Name == name)
            ?? throw new InvalidDataException($"'{file.Path}' lacks the tensor '{name}'.");
        return entry.Shape.SequenceEqual(shape)
            ? file.Read(name)
            : throw new InvalidDataException($"'{file.Path}' holds '{name}' with shape [{string.Join(", ", entry.Shape)}], but "
                + $"[{string.Join(", ", shape)}] is wanted.");
    }

    /// <summary>Copies a tensor of the file into another.</summary>
    /// <exception cref="InvalidDataException">The file lacks it, or has it in another shape.</exception>
    public static void Copy(SafetensorsFile file, string name, Tensor target)
    {
        using Tensor values = Read(file, name, target.shape);
        using IDisposable noGradient = no_grad();
        target.copy_(values);
    }
}
