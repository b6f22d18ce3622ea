using MlNetSeq2Seq.Weights.PyTorch;

namespace MlNetSeq2Seq.Weights;

/// <summary>Opens weights of any of the formats in which they are published.</summary>
public static class WeightsFile
{
    // In the order in which Hugging Face's own code prefers them.
    private static readonly string[] s_inFolder =
        ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json"];

    // A pickle of protocol 2 that begins with a long number: the magic number of PyTorch before 1.6.
    private static readonly byte[] s_legacy = [0x80, 0x02, 0x8a, 0x0a];

    /// <summary>Opens a file, the file that is found in a folder, or all files of an index.</summary>
    /// <param name="path">
    /// A safetensors file, a file of PyTorch's zip format, an <c>.index.json</c> that names several of either, or a folder with one of them
    /// under the name that Hugging Face gives it.
    /// </param>
    /// <returns>The opened file; the caller disposes it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file, or none in the folder.</exception>
    /// <exception cref="InvalidDataException">The file is of another format, or does not hold together.</exception>
    public static IWeightsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            path = s_inFolder.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists)
                ?? throw new FileNotFoundException($"The folder '{path}' holds none of {string.Join(", ", s_inFolder)}.", path);
        }

        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? ShardedWeights.Open(path) : OpenSingle(path);
    }

    /// <summary>Opens a file that holds its tensors itself.</summary>
    internal static IWeightsFile OpenSingle(string path) => IsZip(path) ? PyTorchFile.Open(path) : SafetensorsFile.Open(path);

    private static bool IsZip(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no weights file '{path}'.", path);
        }

        Span<byte> start = stackalloc byte[4];
        using FileStream stream = File.OpenRead(path);
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.SequenceEqual(s_legacy))
        {
            throw new InvalidDataException($"'{path}' is of PyTorch's format before 1.6, which only running a pickle could read; load "
                + "it in PyTorch and save it again.");
        }

        return start.SequenceEqual("PK\u0003\u0004"u8);
    }
}
