using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights;

/// <summary>Which stored tensor goes into which parameter. Whatever does not fit is found in making it, before a value is read.</summary>
internal sealed class WeightAssignment
{
    private static readonly string[] s_wrappers = ["module.", "_orig_mod."];

    private readonly Dictionary<string, Parameter> _parameters;
    private readonly WeightNames _names;
    private readonly string _who;
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);
    private readonly List<(StoredTensor Copy, string Parameter)> _copies = [];

    public WeightAssignment(Dictionary<string, Parameter> parameters, IReadOnlyList<StoredTensor> stored, WeightNames names, string who)
    {
        (_parameters, _names, _who) = (parameters, names, who);
        foreach (StoredTensor tensor in stored)
        {
            Place(tensor);
        }

        foreach ((StoredTensor copy, string parameter) in _copies)
        {
            CheckShape(copy, parameter);
            if (!_sources.ContainsKey(parameter))
            {
                Assign(copy, parameter);
            }
        }

        string[] missing = [.. parameters.Keys.Where(p => !_sources.ContainsKey(p) && !names.IsImplied(p)).Order(StringComparer.Ordinal)];
        Absent = [.. missing.Where(names.IsOptional)];
        if (missing.Length > Absent.Count)
        {
            throw new InvalidDataException(
                $"{who} lacks {missing.Length - Absent.Count} of the model's {parameters.Count} tensors, among them "
                + $"'{missing.Except(Absent, StringComparer.Ordinal).First()}'.");
        }
    }

    /// <summary>The optional parameters that are not stored.</summary>
    public IReadOnlyList<string> Absent { get; }

    /// <summary>Stored copies of parameters that are stored themselves, with the names under which these are: both must be equal.</summary>
    public IEnumerable<(string Copy, string Original)> Copies =>
        _copies.Select(c => (c.Copy.Name, _sources[c.Parameter])).Where(c => c.Name != c.Item2);

    /// <summary>Whether a stored tensor goes into a parameter.</summary>
    public bool Takes(string stored) => _targets.ContainsKey(stored);

    /// <summary>Copies stored values into the parameter that they belong to, if there is one, converting their type.</summary>
    public void Copy(string stored, Tensor values)
    {
        if (_targets.TryGetValue(stored, out string? name))
        {
            using var scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            Parameter parameter = _parameters[name];
            Tensor laid = _names.IsTransposed(name) ? values.t() : values;
            parameter.copy_(RowsOf(name, laid.shape) is { } rows ? laid.index_select(0, tensor(rows)) : laid);
        }
    }

    // The indexes of the stored rows where the table has another number of them and the names say how that is made up.
    private long[]? RowsOf(string name, ReadOnlySpan<long> stored)
    {
        long[] wanted = _parameters[name].shape;
        bool isTable = stored.Length == wanted.Length && wanted.Length > 0 && stored[0] > 0 && stored[1..].SequenceEqual(wanted.AsSpan(1));
        return isTable && stored[0] != wanted[0] ? _names.Rows(name, stored[0], wanted[0]) : null;
    }

    private void Place(StoredTensor tensor)
    {
        string name = _names.Rename(Unwrapped(tensor.Name));
        if (Owned(name) is { } parameter)
        {
            CheckShape(tensor, parameter);
            Assign(tensor, parameter);
        }
        else if (Original(name) is { } original && _parameters.ContainsKey(original))
        {
            _copies.Add((tensor, original));
        }
        else if (!_names.IsLeftAside(name) && !_names.IsLeftAside(_names.BodyPrefix + name))
        {
            throw new InvalidDataException($"{_who} holds the tensor '{tensor.Name}', which the model does not have: the weights belong "
                + "to another architecture.");
        }
    }

    private string Unwrapped(string name)
    {
        // A wrapper may stand around another.
        while (!_parameters.ContainsKey(name)
            && s_wrappers.FirstOrDefault(w => name.StartsWith(w, StringComparison.Ordinal)) is { } wrapper)
        {
            name = name[wrapper.Length..];
        }

        return name;
    }

    private string? Original(string name) => _names.Tied.GetValueOrDefault(name) ?? _names.Tied.GetValueOrDefault(_names.BodyPrefix + name);

    private string? Owned(string name) => _parameters.ContainsKey(name)
        ? name
        : _names.BodyPrefix.Length > 0 && _parameters.ContainsKey(_names.BodyPrefix + name) ? _names.BodyPrefix + name : null;

    private void Assign(StoredTensor tensor, string parameter)
    {
        if (!_sources.TryAdd(parameter, tensor.Name))
        {
            throw new InvalidDataException($"{_who} holds the model's tensor '{parameter}' twice, as '{_sources[parameter]}' and as "
                + $"'{tensor.Name}'.");
        }

        _targets.Add(tensor.Name, parameter);
    }

    private void CheckShape(StoredTensor tensor, string parameter)
    {
        long[] laid = _names.IsTransposed(parameter) ? [.. tensor.Shape.Reverse()] : [.. tensor.Shape];
        long[] wanted = _parameters[parameter].shape;
        if (!laid.AsSpan().SequenceEqual(wanted) && RowsOf(parameter, laid) is null)
        {
            throw new InvalidDataException(
                $"{_who} holds '{tensor.Name}' with shape [{string.Join(", ", tensor.Shape)}], but the model has it with shape "
                + $"[{string.Join(", ", wanted)}]{(_names.IsTransposed(parameter) ? ", rows as columns" : "")}.");
        }

        if (!is_floating_point(tensor.Type))
        {
            throw new InvalidDataException($"{_who} holds '{tensor.Name}' as {tensor.Type}, but the model computes with "
                + $"{_parameters[parameter].dtype}.");
        }
    }
}
