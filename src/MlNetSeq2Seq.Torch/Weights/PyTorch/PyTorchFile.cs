using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights.PyTorch;

/// <summary>
/// A weights file as <c>torch.save</c> writes it since PyTorch 1.6: a zip of raw tensors and a pickle that says which is which. No code of
/// the pickle runs. Source: PyTorch 1.13, torch/serialization.py and caffe2/serialize/inline_container.h.
/// </summary>
internal sealed class PyTorchFile : IWeightsFile
{
    private const string PickleName = "/data.pkl";

    // A pickle has about 200 bytes a tensor, so this is enough for 40,000; its objects in memory take up to thirty times its length.
    private const long MaximumPickle = 1 << 23;

    // Where training programs keep the weights among other things, such as the state of the optimizer.
    private static readonly string[] s_stateDicts = ["state_dict", "model_state_dict", "model"];

    private readonly MappedFile _file;
    private readonly StoredZip _zip;
    private readonly string _folder;
    private readonly Dictionary<string, PickleTensor> _tensors = new(StringComparer.Ordinal);

    private PyTorchFile(MappedFile file)
    {
        _file = file;
        _zip = new StoredZip(file);
        _folder = FindFolder();
        CheckByteOrder();
        foreach ((object? key, object? value) in StateDict(ReadPickle()).Pairs)
        {
            (string name, PickleTensor tensor) = ((string)key!, (PickleTensor)value!);
            CheckStorage(name, tensor.Storage);
            if (!_tensors.TryAdd(name, tensor))
            {
                throw new InvalidDataException($"'{Path}' names '{name}' twice.");
            }
        }

        Tensors = [.. _tensors.Select(t => new StoredTensor(t.Key, t.Value.Storage.ElementType, t.Value.Size))];
    }

    public string Path => _file.Path;

    public IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>Opens a file and checks its zip, its pickle and every tensor's place.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or its pickle holds more than tensors in dictionaries.</exception>
    public static PyTorchFile Open(string path)
    {
        var file = new MappedFile(path, new FileInfo(path).Length);
        try
        {
            return new PyTorchFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public Tensor Read(string name)
    {
        if (!_tensors.TryGetValue(name, out PickleTensor? tensor))
        {
            throw new KeyNotFoundException($"'{Path}' holds no tensor '{name}'.");
        }

        using var scope = NewDisposeScope();
        Tensor memory = empty([tensor.Span], dtype: tensor.Storage.ElementType);
        int size = SafetensorsTypes.Of(tensor.Storage.ElementType).Size;
        _file.Fill(memory, StorageOf(tensor.Storage).Start + (tensor.Offset * size), tensor.Span * size);
        return memory.as_strided(tensor.Size, tensor.Strides).contiguous().MoveToOuterDisposeScope();
    }

    public void Dispose() => _file.Dispose();

    private string FindFolder()
    {
        string[] pickles = [.. _zip.Names.Where(n => n.EndsWith(PickleName, StringComparison.Ordinal))];
        string[] folders = [.. pickles.Select(n => n[..^PickleName.Length]).Where(n => !n.Contains('/', StringComparison.Ordinal))];
        return folders.Length == 1
            ? folders[0]
            : throw new InvalidDataException($"'{Path}' is a zip, but no weights file of PyTorch: {folders.Length} of its entries are a "
                + "pickle named data.pkl in a folder.");
    }

    private void CheckByteOrder()
    {
        if (_zip.TryGet($"{_folder}/byteorder", out (long Start, long Length) order)
            && (order.Length != 6 || !_file.Read(order.Start, (int)order.Length).AsSpan().SequenceEqual("little"u8)))
        {
            throw new InvalidDataException($"'{Path}' holds numbers with the high byte first; only files of the usual order, low byte "
                + "first, are read.");
        }
    }

    private object? ReadPickle()
    {
        _zip.TryGet(_folder + PickleName, out (long Start, long Length) pickle);
        return pickle.Length <= MaximumPickle
            ? PickleReader.Read(_file.Read(pickle.Start, (int)pickle.Length), $"'{Path}'")
            : throw new InvalidDataException($"The pickle of '{Path}' has {pickle.Length} bytes; {MaximumPickle} is the limit.");
    }

    private PickleDictionary StateDict(object? root)
    {
        if (root is PickleDictionary all)
        {
            foreach (object? candidate in s_stateDicts.Select(name => all[name]).Prepend(all))
            {
                if (candidate is PickleDictionary { Pairs.Count: > 0 } found
                    && found.Pairs.All(p => p is { Key: string, Value: PickleTensor }))
                {
                    return found;
                }
            }
        }

        throw new InvalidDataException($"'{Path}' holds no state dict: neither a dictionary of names and tensors nor one with such a "
            + $"dictionary as {string.Join(", ", s_stateDicts)}.");
    }

    private void CheckStorage(string name, PickleStorage storage)
    {
        (_, long length) = StorageOf(storage);
        if ((Int128)storage.Count * SafetensorsTypes.Of(storage.ElementType).Size != length)
        {
            throw new InvalidDataException($"'{Path}' says that '{name}' lies in {storage.Count} elements of {storage.ElementType}, but "
                + $"its entry 'data/{storage.Key}' has {length} bytes.");
        }
    }

    private (long Start, long Length) StorageOf(PickleStorage storage) =>
        _zip.TryGet($"{_folder}/data/{storage.Key}", out (long Start, long Length) range)
        ? range
        : throw new InvalidDataException($"'{Path}' lacks the entry 'data/{storage.Key}' with values of a tensor.");
}
