using TorchSharp;

namespace MlNetSeq2Seq.Weights.PyTorch;

/// <summary>A dictionary of a pickle, pairs in the order in which they were set.</summary>
internal sealed class PickleDictionary
{
    private List<KeyValuePair<object?, object?>>? _pairs;

    public IReadOnlyList<KeyValuePair<object?, object?>> Pairs => _pairs ?? [];

    /// <summary>The value of the first pair whose key is this text; null where there is none.</summary>
    public object? this[string key] => Pairs.FirstOrDefault(p => p.Key is string text && text == key).Value;

    public void Add(object? key, object? value) => (_pairs ??= []).Add(KeyValuePair.Create(key, value));
}

/// <summary>A list of a pickle, without what is in it.</summary>
internal sealed class PickleList;

/// <summary>Something that a pickle calls for by module and name, out of the few that are known.</summary>
/// <param name="Name">Module and name with a dot between them.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ElementType">The type of the elements, if it is a storage.</param>
internal sealed record PickleGlobal(string Name, PickleGlobalKind Kind, torch.ScalarType ElementType = default);

/// <summary>The kinds of <see cref="PickleGlobal"/>.</summary>
internal enum PickleGlobalKind
{
    /// <summary>The class of typed memory.</summary>
    Storage,

    /// <summary>collections.OrderedDict.</summary>
    OrderedDictionary,

    /// <summary>Makes a tensor of a storage, offset, size and strides.</summary>
    Tensor,

    /// <summary>Makes a parameter of a tensor.</summary>
    Parameter,
}

/// <summary>Typed memory that lies in an entry of the zip.</summary>
/// <param name="Key">The name of the entry in the folder <c>data</c>.</param>
/// <param name="ElementType">The type of the elements.</param>
/// <param name="Count">The number of elements.</param>
internal sealed record PickleStorage(string Key, torch.ScalarType ElementType, long Count);

/// <summary>A tensor over a storage; checked to lie within it.</summary>
/// <param name="Storage">The memory.</param>
/// <param name="Offset">The element with which the tensor begins.</param>
/// <param name="Size">The sizes.</param>
/// <param name="Strides">How many elements of the storage lie between neighbours, per dimension.</param>
/// <param name="Span">The number of elements of the storage from the first to the last of the tensor.</param>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Size, long[] Strides, long Span);
