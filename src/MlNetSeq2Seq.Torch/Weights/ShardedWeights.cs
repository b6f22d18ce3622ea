using System.Buffers;
using System.Text.Json;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights;

/// <summary>
/// Weights in several files of one folder, and the index that says which tensor is in which. Format: Hugging Face, transformers, "Sharded
/// checkpoints".
/// </summary>
internal sealed class ShardedWeights : IWeightsFile
{
    // Of any system: a folder that was made on one is read on another.
    private static readonly SearchValues<char> s_notInNames = SearchValues.Create("/\\:\0");

    private const string MapMember = "weight_map";

    private readonly Dictionary<string, IWeightsFile> _shards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IWeightsFile> _shardOf = new(StringComparer.Ordinal);

    private ShardedWeights(string path) => Path = path;

    public string Path { get; }

    public IReadOnlyList<StoredTensor> Tensors { get; private set; } = [];

    /// <summary>Opens an index and all files that it names.</summary>
    /// <exception cref="FileNotFoundException">There is no such file, or one that it names is missing.</exception>
    /// <exception cref="InvalidDataException">The index is damaged, points out of its folder, or does not agree with the files.</exception>
    public static ShardedWeights Open(string path)
    {
        List<KeyValuePair<string, string>> map = ReadMap(path);
        var weights = new ShardedWeights(path);
        try
        {
            weights.OpenShards(map);
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public Tensor Read(string name) => _shardOf.TryGetValue(name, out IWeightsFile? shard)
        ? shard.Read(name)
        : throw new KeyNotFoundException($"'{Path}' holds no tensor '{name}'.");

    public void Dispose()
    {
        foreach (IWeightsFile shard in _shards.Values)
        {
            shard.Dispose();
        }
    }

    private void OpenShards(List<KeyValuePair<string, string>> map)
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        foreach ((string tensor, string file) in map)
        {
            // A bare name: an index must not make the program open files elsewhere.
            if (file is "" or "." or ".." || file.AsSpan().ContainsAny(s_notInNames))
            {
                throw new InvalidDataException($"'{Path}' says that '{tensor}' is in '{file}', which is no name of a file in the folder "
                    + "of the index.");
            }

            if (!_shards.TryGetValue(file, out IWeightsFile? shard))
            {
                string shardPath = System.IO.Path.Combine(folder, file);
                shard = File.Exists(shardPath)
                    ? WeightsFile.OpenSingle(shardPath)
                    : throw new FileNotFoundException($"'{Path}' says that '{tensor}' is in '{file}', but there is no such file beside "
                        + "it.", shardPath);
                _shards.Add(file, shard);
            }

            if (!_shardOf.TryAdd(tensor, shard))
            {
                throw new InvalidDataException($"'{Path}' names '{tensor}' twice.");
            }
        }

        Tensors = [.. _shards.SelectMany(s => s.Value.Tensors.Select(t => Checked(t, s.Key, s.Value)))];
        if (Tensors.Count != _shardOf.Count)
        {
            var held = Tensors.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
            string lacking = _shardOf.Keys.First(name => !held.Contains(name));
            throw new InvalidDataException($"'{Path}' says that '{lacking}' is in "
                + $"'{System.IO.Path.GetFileName(_shardOf[lacking].Path)}', but that file does not hold it.");
        }
    }

    private StoredTensor Checked(StoredTensor tensor, string file, IWeightsFile shard) => _shardOf.GetValueOrDefault(tensor.Name) == shard
        ? tensor
        : throw new InvalidDataException($"'{file}' holds '{tensor.Name}', but '{Path}' does not say so: the files do not belong "
            + "together.");

    private static List<KeyValuePair<string, string>> ReadMap(string path)
    {
        FileInfo info = new(path);
        if (!info.Exists)
        {
            throw new FileNotFoundException($"There is no weights file '{path}'.", path);
        }

        if (info.Length > SafetensorsHeader.MaximumLength)
        {
            throw new InvalidDataException($"'{path}' has {info.Length} bytes, but {SafetensorsHeader.MaximumLength} is the limit for "
                + "an index of weights.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var map = document.RootElement.GetProperty(MapMember).EnumerateObject()
                .Select(p => KeyValuePair.Create(p.Name, p.Value.GetString() ?? "")).ToList();
            return map.Count > 0 ? map : throw new InvalidDataException($"'{path}' names no tensor.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"'{path}' is not an index of weights, a JSON object with a member {MapMember}: {e.Message}", e);
        }
    }
}
