using TorchSharp;

namespace MlNetSeq2Seq.Weights.PyTorch;

/// <summary>
/// The few classes and functions that pickles of state dicts name, and what calling them gives: descriptions, never a call into anything.
/// Source: PyTorch 1.13, torch/_utils.py and torch/serialization.py.
/// </summary>
internal static class PickleGlobals
{
    private const int MaximumRank = 64;

    private static readonly Dictionary<string, PickleGlobal> s_known = new PickleGlobal[]
    {
        new("collections.OrderedDict", PickleGlobalKind.OrderedDictionary),
        new("torch._utils._rebuild_tensor_v2", PickleGlobalKind.Tensor),
        new("torch._utils._rebuild_parameter", PickleGlobalKind.Parameter),
        new("torch.DoubleStorage", PickleGlobalKind.Storage, torch.ScalarType.Float64),
        new("torch.FloatStorage", PickleGlobalKind.Storage, torch.ScalarType.Float32),
        new("torch.HalfStorage", PickleGlobalKind.Storage, torch.ScalarType.Float16),
        new("torch.BFloat16Storage", PickleGlobalKind.Storage, torch.ScalarType.BFloat16),
        new("torch.LongStorage", PickleGlobalKind.Storage, torch.ScalarType.Int64),
        new("torch.IntStorage", PickleGlobalKind.Storage, torch.ScalarType.Int32),
        new("torch.ShortStorage", PickleGlobalKind.Storage, torch.ScalarType.Int16),
        new("torch.CharStorage", PickleGlobalKind.Storage, torch.ScalarType.Int8),
        new("torch.ByteStorage", PickleGlobalKind.Storage, torch.ScalarType.Byte),
        new("torch.BoolStorage", PickleGlobalKind.Storage, torch.ScalarType.Bool),
    }.ToDictionary(g => g.Name, StringComparer.Ordinal);

    /// <summary>Looks up what a pickle names.</summary>
    /// <exception cref="InvalidDataException">It is none of the known.</exception>
    public static PickleGlobal Find(string module, string name, string who) =>
        s_known.TryGetValue($"{module}.{name}", out PickleGlobal? global)
        ? global
        : throw new InvalidDataException(
            $"The pickle of {who} asks for '{Shown(module)}.{Shown(name)}'; only tensors and dictionaries of them are read, because "
            + "anything else could run code.");

    /// <summary>The storage that a persistent id describes: its kind, type, key, device and number of elements.</summary>
    /// <exception cref="InvalidDataException">It describes none.</exception>
    public static PickleStorage Storage(object? id, string who) =>
        id is object?[] and
            ["storage", PickleGlobal { Kind: PickleGlobalKind.Storage } type, string key, string, long and >= 0 and var count]
            ? new PickleStorage(key, type.ElementType, count)
            : throw new InvalidDataException($"The pickle of {who} has a persistent id that describes no storage.");

    /// <summary>What a call gives.</summary>
    /// <exception cref="InvalidDataException">
    /// The arguments are not those that PyTorch writes, or a tensor does not lie in its storage.
    /// </exception>
    public static object Call(PickleGlobal global, object?[] arguments, string who) => (global.Kind, arguments) switch
    {
        (PickleGlobalKind.OrderedDictionary, []) => new PickleDictionary(),
        (PickleGlobalKind.Parameter, [PickleTensor tensor, bool, PickleDictionary]) => tensor,
        (PickleGlobalKind.Tensor, [PickleStorage storage, long offset, object?[] size, object?[] strides, bool, PickleDictionary]) =>
            Tensor(storage, offset, size, strides, who),
        _ => throw new InvalidDataException($"The pickle of {who} calls '{global.Name}' with arguments that PyTorch does not write."),
    };

    private static PickleTensor Tensor(PickleStorage storage, long offset, object?[] size, object?[] strides, string who)
    {
        if (size.Length != strides.Length || size.Length > MaximumRank || !size.Concat(strides).Append(offset).All(v => v is long and >= 0))
        {
            throw new InvalidDataException($"The pickle of {who} has a tensor over storage '{Shown(storage.Key)}' whose offset, sizes "
                + "and strides are not numbers from 0 on, a pair per dimension.");
        }

        long[] sizes = [.. size.Cast<long>()];
        long[] steps = [.. strides.Cast<long>()];
        Int128 count = 1;
        Int128 span = 1;
        for (int d = 0; d < sizes.Length; d++)
        {
            // Each product is of numbers below 2^63; more than the storage holds ends the loop, so the sums stay small.
            count *= sizes[d];
            span += (Int128)Math.Max(sizes[d] - 1, 0) * steps[d];
            if (sizes[d] == 0)
            {
                return new PickleTensor(storage, 0, sizes, steps, 0);
            }

            if (count > storage.Count || span > storage.Count)
            {
                break;
            }
        }

        // Fewer elements in the storage than in the tensor would mean memory for what the file does not hold.
        return count <= storage.Count && span <= storage.Count && offset <= storage.Count - (long)span
            ? new PickleTensor(storage, offset, sizes, steps, (long)span)
            : throw new InvalidDataException(
                $"The pickle of {who} has a tensor of shape [{string.Join(", ", sizes)}] with strides [{string.Join(", ", steps)}] from "
                + $"element {offset} on, which storage '{Shown(storage.Key)}' of {storage.Count} elements does not hold.");
    }

    // Messages stay short whatever a file holds.
    private static string Shown(string name) => name.Length <= 100 ? name : name[..100] + "…";
}
