using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights;

/// <summary>
/// A safetensors file opened for reading through a memory map. The header is checked completely on opening; a tensor's
/// bytes are read when the tensor is asked for. Format: Hugging Face, safetensors, README, "Format".
/// </summary>
public sealed class SafetensorsFile : IWeightsFile
{
    private readonly MappedFile _file;
    private readonly SafetensorsHeader _header;
    private readonly Dictionary<string, SafetensorsEntry> _entries;

    private SafetensorsFile(MappedFile file, SafetensorsHeader header)
    {
        (_file, _header) = (file, header);
        _entries = header.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    /// <summary>The path that was opened.</summary>
    public string Path => _file.Path;

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries => _header.Entries;

    IReadOnlyList<StoredTensor> IWeightsFile.Tensors => Entries;

    /// <summary>The free text pairs of the header; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is cut off, its header does not hold together, or it is a git-lfs pointer.
    /// </exception>
    public static SafetensorsFile Open(string path)
    {
        long length = new FileInfo(path) is { Exists: true } file
            ? file.Length
            : throw new FileNotFoundException($"There is no weights file '{path}'.", path);
        string who = $"'{path}'";
        byte[] prefix = new byte[SafetensorsHeader.PrefixLength];
        using (FileStream stream = File.OpenRead(path))
        {
            stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        }

        if (prefix.AsSpan().StartsWith("version "u8))
        {
            throw new InvalidDataException($"{who} is a git-lfs pointer, not the file itself; fetch it with git lfs pull.");
        }

        int headerLength = SafetensorsHeader.ParseLength(prefix, length, who);
        var mapped = new MappedFile(path, length);
        try
        {
            byte[] json = mapped.Read(prefix.Length, headerLength);
            return new SafetensorsFile(mapped, SafetensorsHeader.Parse(json, length - prefix.Length - headerLength, who));
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file holds a tensor of that name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>Copies a tensor out of the file.</summary>
    /// <param name="name">Its name in the state dict.</param>
    /// <returns>A new tensor on the CPU, of the type and shape in the file; the caller disposes it.</returns>
    /// <exception cref="KeyNotFoundException">The file holds no tensor of that name.</exception>
    public Tensor Read(string name)
    {
        if (!_entries.TryGetValue(name, out SafetensorsEntry? entry))
        {
            throw new KeyNotFoundException($"'{Path}' holds no tensor '{name}'.");
        }

        Tensor tensor = empty([.. entry.Shape], dtype: entry.Type);
        _file.Fill(tensor, _header.DataStart + entry.Start, entry.Length);
        return tensor;
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => _file.Dispose();
}
