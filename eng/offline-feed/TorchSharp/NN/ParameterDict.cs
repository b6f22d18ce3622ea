using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Parameters under names, in the order in which they were added.</summary>
public class ParameterDict : Module, IDictionary<string, Parameter>, IList<(string, Parameter)>
{
    private readonly OrderedDict<string, Parameter> _items = new();
    private bool _registered;

    public ParameterDict() : base(nameof(ParameterDict))
    {
    }

    public int Count => _items.Count;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => _items.Keys;

    public ICollection<Parameter> Values => _items.Values;

    public Parameter this[string key]
    {
        get => _items[key];
        set => _items[key] = value;
    }

    public (string, Parameter) this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    public IEnumerable<string> keys() => _items.keys();

    public IEnumerable<Parameter> values() => _items.values();

    public IEnumerator<(string, Parameter)> items() => _items.items();

    public void Add(string key, Parameter value) => _items.Add(key, value);

    public void Add((string, Parameter) item) => _items.Add(item);

    public void Add(KeyValuePair<string, Parameter> item) => _items.Add(item);

    public void Insert(int index, (string, Parameter) item) => _items.Insert(index, item);

    public bool Remove(string key) => _items.Remove(key);

    public bool Remove((string, Parameter) item) => _items.Remove(item);

    public bool Remove(KeyValuePair<string, Parameter> item) => _items.Remove(item);

    public void RemoveAt(int index) => _items.RemoveAt(index);

    public void clear() => _items.Clear();

    public void Clear() => _items.Clear();

    public bool ContainsKey(string key) => _items.ContainsKey(key);

    public bool Contains((string, Parameter) item) => _items.Contains(item);

    public bool Contains(KeyValuePair<string, Parameter> item) => _items.Contains(item);

    public int IndexOf((string, Parameter) item) => _items.IndexOf(item);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) => _items.TryGetValue(key, out value);

    public void CopyTo((string, Parameter)[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public IEnumerator<(string, Parameter)> GetEnumerator() => _items.GetEnumerator();

    IEnumerator<KeyValuePair<string, Parameter>> IEnumerable<KeyValuePair<string, Parameter>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, Parameter>>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool has_parameter(string target) => _items.ContainsKey(target);

    public override Parameter get_parameter(string target) => _items.TryGetValue(target, out Parameter parameter) ? parameter : null;

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse) => _items;

    protected override void _toEpilog(ScalarType? dtype, Device device, bool non_blocking)
    {
        foreach ((string key, Parameter old) in _items.ToList<(string, Parameter)>())
        {
            if (ReplaceParameter(dtype, device, old, out Parameter replacement))
            {
                old.Dispose();
                _items[key] = replacement;
            }
        }

        if (device is not null)
        {
            (_deviceType, _deviceIndex) = (device.type, device.index);
        }
    }

    protected override void RegisterComponents()
    {
        if (_registered)
        {
            return;
        }

        foreach ((string key, Parameter value) in _items)
        {
            register_parameter(key, value);
        }

        _registered = true;
    }
}
